import { expect, test } from "vitest";
import { newId, newSecret, seededRandom, systemRandom } from "./random.ts";

test("the same seed gives the same numbers, another seed others", () => {
  const draw = (seed: number) => {
    const random = seededRandom(seed);
    return Array.from({ length: 5 }, () => random());
  };
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
});

test.each([
  { name: "seeded", random: seededRandom(1) },
  { name: "system", random: systemRandom },
])("$name numbers fill [0, 1) evenly", ({ random }) => {
  const counts = Array.from({ length: 10 }, () => 0);
  for (let at = 0; at < 20_000; at += 1) counts[Math.floor(random() * 10)]! += 1;
  expect(counts).toHaveLength(10);
  for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(300);
});

test("ids and secrets are hex of full length and differ", () => {
  expect(newId("run")).toMatch(/^run_[0-9a-f]{32}$/);
  expect(newSecret()).toMatch(/^[0-9a-f]{64}$/);
  expect(new Set(Array.from({ length: 100 }, () => newId("run"))).size).toBe(100);
});
