import { expect, test } from "vitest";
import { inTurns } from "./turns.ts";

/** The end of this turn of the event loop. */
const turn = () => new Promise<void>((resolve) => void setImmediate(resolve));

test("one that comes alone runs at once, of many only so many do in a turn, in their order", async () => {
  const take = inTurns(3);
  const ran: number[] = [];
  take(() => ran.push(0));
  expect(ran).toEqual([0]);
  for (let n = 1; n < 8; n++) take(() => ran.push(n));
  const seen = [ran.length];
  for (let n = 0; n < 3; n++) {
    await turn();
    seen.push(ran.length);
  }
  expect(seen).toEqual([3, 6, 8, 8]);
  expect(ran).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  take(() => ran.push(8));
  expect(ran).toHaveLength(9);
});

test("what a task brings along comes behind those that wait", async () => {
  const take = inTurns(1);
  const ran: string[] = [];
  take(() => {
    ran.push("a");
    take(() => ran.push("c"));
  });
  take(() => ran.push("d"));
  expect(ran).toEqual(["a"]);
  await turn();
  await turn();
  expect(ran).toEqual(["a", "c", "d"]);
});

test("a task that throws is its giver's, and those behind it run", async () => {
  const take = inTurns(2);
  const ran: string[] = [];
  expect(() =>
    take(() => {
      throw new Error("broken");
    }),
  ).toThrow("broken");
  take(() => ran.push("b"));
  take(() => ran.push("c"));
  await turn();
  expect(ran).toEqual(["b", "c"]);
});
