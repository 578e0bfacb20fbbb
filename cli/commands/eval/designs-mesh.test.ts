import { expect, test } from "vitest";
import { answerOf, type MeshRow } from "./designs-mesh.ts";

const row = (i: number, ms: number, refused?: string): MeshRow => ({
  name: `sentence ${i}`,
  ...(refused ? { refused } : {}),
  quality: 1,
  design_ms: ms,
  steps: { Plan: ms * 0.6, Review: ms * 0.3 },
});
const hundred = (ms: (i: number) => number): MeshRow[] => Array.from({ length: 100 }, (_, i) => row(i, ms(i)));

test("the ninety-fifth of a hundred is held to the floor, whatever the slowest take", () => {
  const good = answerOf(
    hundred((i) => (i < 95 ? i + 1 : 9000)),
    1234.4,
  );
  expect(good.json).toMatchObject({ design_ms_p50: 50, design_ms_p95: 95, design_ms_max: 9000, mesh_ready_ms: 1234 });
  expect(good.passed).toBe(true);
  expect(
    answerOf(
      hundred((i) => (i < 94 ? 1 : 3001)),
      0,
    ).passed,
  ).toBe(false);
});

test("a sentence without a design fails", () => {
  const { json, passed } = answerOf([row(0, 10), row(1, 0, "NO_WORKFLOW")], 0);
  expect([json, passed]).toMatchObject([{ sentences: 2, refused: 1 }, false]);
});

test("the slowest are shown first, each with its slowest steps", () => {
  const { text } = answerOf([row(0, 10), row(1, 1000), row(2, 0, "NO_WORKFLOW")], 0);
  expect(text.split("\n").slice(1, 4)).toEqual([
    expect.stringMatching(/^sentence 1 +1000 +Plan 600, Review 300$/),
    expect.stringMatching(/^sentence 0 +10 +Plan 6, Review 3$/),
    expect.stringMatching(/^sentence 2 +0 +NO_WORKFLOW$/),
  ]);
  expect(text).toContain("2 of 3 designed by the mesh");
});
