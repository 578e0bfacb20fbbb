import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { recordedRun, recordedRunId } from "../fixtures.ts";
import { foldEvent } from "./fold.ts";
import { emptyRun, type StepModel } from "./run-model.ts";
import { layOutSteps } from "./step-layout.ts";

const steps = recordedRun.reduce(foldEvent, emptyRun(recordedRunId)).steps;
const like = (id: string, needs: string[], round = 0): StepModel => ({ ...steps[0]!, id, needs, round });

describe("the recorded run", () => {
  const layout = layOutSteps(steps);

  test("stands in columns by depth, a round of revision beneath", () => {
    expect(layout.placed.map(({ step, column, row }) => [step.id, column, row])).toEqual([
      ["s0", 0, 0],
      ["s1", 1, 0],
      ["s2", 2, 0],
      ["s3", 3, 0],
      ["s4", 3, 1],
      ["s5", 4, 0],
      ["s6", 0, 2],
      ["s7", 1, 2],
    ]);
    expect([layout.columns, layout.rows]).toEqual([5, 3]);
  });

  test("leaves out the line that a longer way implies", () => {
    const edges = layout.edges.map(({ from, to }) => `${from.step.id}-${to.step.id}`);
    expect(edges).toEqual(["s0-s1", "s1-s2", "s2-s3", "s2-s4", "s3-s5", "s4-s5", "s6-s7"]);
  });
});

test("steps that wait for one another in a ring are placed all the same", () => {
  const layout = layOutSteps([like("a", ["b"]), like("b", ["a"])]);
  expect(layout.placed).toHaveLength(2);
});

test("no steps make an empty drawing", () => {
  expect(layOutSteps([])).toEqual({ placed: [], edges: [], columns: 0, rows: 0 });
});

test("every step stands alone on its place, to the right of all it waits for", () => {
  const dag = fc
    .array(fc.array(fc.nat(30), { maxLength: 3 }), { maxLength: 14 })
    .map((needs) => needs.map((of, i) => like(`s${i}`, i === 0 ? [] : [...new Set(of.map((n) => `s${n % i}`))])));
  fc.assert(
    fc.property(dag, (made) => {
      const { placed, edges, columns, rows } = layOutSteps(made);
      expect(placed).toHaveLength(made.length);
      expect(new Set(placed.map(({ column, row }) => `${column}/${row}`)).size).toBe(made.length);
      const at = new Map(placed.map((p) => [p.step.id, p]));
      for (const { step, column, row } of placed) {
        expect(column).toBeLessThan(columns);
        expect(row).toBeLessThan(rows);
        for (const need of step.needs) expect(at.get(need)!.column).toBeLessThan(column);
        // Leaving out implied lines must not cut a step off.
        expect(edges.some((edge) => edge.to.step === step)).toBe(step.needs.length > 0);
      }
    }),
  );
});
