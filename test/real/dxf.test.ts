import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { drawingFiles } from "@viba/building/drawing/sheets";
import { cafeBrief, hanokBrief, mixedBrief } from "@viba/building/fixtures";
import { planOf } from "@viba/building/plan/testing";
import { millimetres } from "@viba/building/drawing/figures";
import { bounds } from "@viba/building/geometry/polygon";
import type { Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { describe, expect, test } from "vitest";
import { root, tempFolder } from "../support/command.ts";
import { findServer, skipReason } from "../support/servers.ts";

const skip = skipReason("ezdxf", "python");

/** What the reader found in one file. */
interface Read {
  readonly faults: readonly string[];
  /** 4 are millimetres, 6 metres. */
  readonly units: number;
  readonly layers: readonly string[];
  readonly undeclared: readonly string[];
  readonly texts: readonly string[];
  readonly entities: number;
  /** Heights of texts, mm. */
  readonly heights: readonly number[];
  /** What each dimension measures, mm, and what its block writes. */
  readonly dimensions: readonly (readonly [number, readonly string[]])[];
  /** Area of all hatches, mm2. */
  readonly hatched: number;
  /** Line weights of layers, hundredths of a millimetre. */
  readonly weights: Readonly<Record<string, number>>;
}

/** What the walls of a storey cover less their openings, m2. */
const wallArea = ({ walls, openings }: Storey): number =>
  walls.reduce((sum, { id, start, end, thickness }) => {
    const holes = openings.filter(({ wall }) => wall === id).reduce((open, { width }) => open + width, 0);
    return sum + (Math.hypot(end!.x - start!.x, end!.y - start!.y) - holes) * thickness;
  }, 0);

describe.skipIf(skip)(`DXF files as ezdxf sees them ${skip ?? ""}`, () => {
  test.each([
    ["cafe", cafeBrief()],
    ["mixed", mixedBrief()],
    ["hanok", hanokBrief()],
  ] as const)("%s: every storey opens without a fault and names its rooms", (_name, brief) => {
    using folder = tempFolder();
    const plan = planOf(brief);
    const paths = drawingFiles(plan)
      .filter(({ name }) => name.endsWith(".dxf"))
      .map(({ name, bytes }) => {
        const path = join(folder.path, name);
        writeFileSync(path, bytes);
        return path;
      });
    const script = join(root, "test", "real", "dxf_check.py");
    const lines = execFileSync(findServer("python")!, [script, ...paths], { encoding: "utf8" })
      .trim()
      .split("\n");
    const read = lines.map((line) => JSON.parse(line) as Read);
    expect(read).toHaveLength(plan.storeys.length);
    read.forEach((one, i) => {
      const { faults, undeclared, texts, layers, units, entities } = one;
      expect([faults, undeclared]).toEqual([[], []]);
      expect([4, 6]).toContain(units);
      expect(layers.length).toBeGreaterThan(3);
      expect(entities).toBeGreaterThan(plan.storeys[i]!.walls.length);
      const storey = plan.storeys[i]!;
      const box = bounds(storey.outline!.points);
      const measured = one.dimensions.map(([length]) => Math.round(length));
      expect(measured).toContain(Math.round((box.maxX - box.minX) * 1000));
      expect(measured).toContain(Math.round((box.maxY - box.minY) * 1000));
      for (const [length, figures] of one.dimensions) expect(figures).toEqual([millimetres(length / 1000)]);
      expect(one.hatched / 1e6).toBeCloseTo(wallArea(storey), 3);
      expect(Math.min(...one.heights)).toBeGreaterThan(50);
      expect(Math.max(...one.heights)).toBeLessThanOrEqual(400);
      expect(one.weights["A-WALL"]).toBe(50);
      expect(one.weights["A-FURN"]).toBe(13);
      const written = texts.join(" ");
      for (const { name } of plan.storeys[i]!.spaces) expect(written).toContain(name);
    });
  });
});
