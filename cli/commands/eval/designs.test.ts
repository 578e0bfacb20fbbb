import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { designRow, floors, floorShare } from "./designs.ts";
import { sentences } from "./sentences.ts";

const task = { seed: 1, briefs: 1, monotonicMs: () => 0, cpuMs: () => 0, progress: () => undefined };
const rows = sentences.map((sentence) => designRow(sentence, task));

const judged = JSON.parse(
  readFileSync(new URL("../../../test/judge/sentences.json", import.meta.url), "utf8"),
) as readonly { readonly id: string; readonly text: string }[];

describe("the sentences of the bar", () => {
  test("are the first three and more than sixty of every use, each with its own name", () => {
    expect(sentences.length).toBeGreaterThanOrEqual(63);
    expect(new Set(sentences.map(({ name }) => name)).size).toBe(sentences.length);
  });

  test.each(rows.map((row) => [row.name, row] as const))("%s becomes a sound, well-lit plan", (_name, row) => {
    expect(row.refused).toBeUndefined();
    expect(row.problems).toBe(0);
    expect(row.reach).toBe(floors.reach);
    expect(row.daylight).toBe(floors.daylight);
    expect(row.area_error).toBeLessThanOrEqual(floors.areaError);
    expect(row.adjacency).toBeGreaterThanOrEqual(floors.adjacency);
    expect(row.aspect).toBeGreaterThanOrEqual(floors.aspect);
    expect(row.circulation).toBeLessThanOrEqual(floors.circulation);
  });

  test.each([
    ["cafe", 0.8],
    ["hanok", 0.9],
    ["mixed", 0.85],
  ])("%s has a quality of at least %d", (name, least) => {
    expect(rows.find((row) => row.name === name)!.quality).toBeGreaterThanOrEqual(least);
  });

  test("nineteen in twenty reach the floor of quality", () => {
    const good = rows.filter((row) => row.quality >= floors.quality).length;
    expect(good / rows.length).toBeGreaterThanOrEqual(floorShare);
  });
});

describe("the sentences of the second evaluator", () => {
  test.each(judged.map(({ id, text }) => [id, text] as const))("%s: %s misses no floor", (name, text) => {
    const { refused, misses } = designRow({ name, text }, task);
    expect({ refused, misses }).toEqual({ refused: undefined, misses: [] });
  });
});
