import { expect, test } from "vitest";
import { drawChain } from "./chain.ts";
import { placedTexts, touchingTexts } from "./testing.ts";

const chainOf = (metres: readonly number[], pixels: number, more: Partial<Parameters<typeof drawChain>[0]> = {}) =>
  drawChain({
    stations: metres.map((value) => ({ metres: value, pixels: value * pixels })),
    at: 100,
    upright: false,
    ...more,
  });

const figuresOf = (svg: string) => placedTexts(svg).map(({ content }) => Number(content.replaceAll(",", "")));

test.each([
  ["windows close to one another", [0, 5.093, 6.693, 7.293, 8.893, 9.493, 11.093, 26.735]],
  ["many short stretches", Array.from({ length: 30 }, (_, i) => i * 0.15)],
  ["a door between two posts", [0, 2.3, 2.437, 4.237, 4.375, 6.675]],
])("every stretch has its figure: %s", (_, metres) => {
  for (const object of [1, -1] as const) {
    const svg = chainOf(metres, 16.67, { object });
    expect(figuresOf(svg)).toHaveLength(metres.length - 1);
    expect(touchingTexts(svg)).toEqual([]);
  }
});

test("rounded figures add up to the whole", () => {
  const thirds = [0, 1 / 3, 2 / 3, 1].map((share) => share * 22);
  expect(figuresOf(chainOf(thirds, 20)).reduce((a, b) => a + b)).toBe(22_000);
});

test("a figure keeps off a line that crosses its chain, as far as its stretch leaves room", () => {
  const [moved] = placedTexts(chainOf([0, 10], 20, { crossed: [100] }));
  expect(moved!.x1 < 100 || moved!.x0 > 100).toBe(true);
  const [kept] = placedTexts(chainOf([0, 2], 20, { crossed: [20] }));
  expect((kept!.x0 + kept!.x1) / 2).toBeCloseTo(20);
});
