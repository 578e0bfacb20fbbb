import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ModelError } from "./errors.ts";
import { fitLayers } from "./materials.ts";

const layers = (...thicknesses: number[]) =>
  thicknesses.map((thickness, i) => ({
    $typeName: "viba.aec.v1.Layer" as const,
    material: `재료 ${i + 1}`,
    thickness,
  }));
const fitted = (thicknesses: number[], total: number) =>
  fitLayers(layers(...thicknesses), total, "wall").map(({ thickness }) => thickness);

describe("layers that fit the drawn thickness", () => {
  test.each([
    { given: [0.02, 0.12, 0.16], total: 0.3, want: [0.02, 0.12, 0.16] },
    { given: [0.02, 0.12, 0.16], total: 0.32, want: [0.02, 0.12, 0.18] },
    { given: [0.02, 0.12, 0.16], total: 0.25, want: [0.02, 0.12, 0.11] },
    { given: [0.1, 0.1, 0.2], total: 0.2, want: [0.05, 0.05, 0.1] },
  ])("$given in $total m become $want", ({ given, total, want }) => {
    fitted(given, total).forEach((thickness, i) => expect(thickness).toBeCloseTo(want[i]!, 9));
  });

  test("they always add up, and none is negative", () => {
    const thickness = fc.double({ min: 0.005, max: 0.4, noNaN: true });
    fc.assert(
      fc.property(fc.array(thickness, { minLength: 1, maxLength: 6 }), thickness, (given, total) => {
        const fit = fitted(given, total);
        expect(fit.reduce((sum, one) => sum + one, 0)).toBeCloseTo(total, 9);
        expect(Math.min(...fit)).toBeGreaterThan(0);
      }),
    );
  });

  test("no layers at all are an error that names the construction", () => {
    expect(() => fitLayers([], 0.2, "wall.ext")).toThrow(ModelError);
  });
});
