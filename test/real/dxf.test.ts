import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { drawingFiles } from "@viba/building/drawing/sheets";
import { cafeBrief, hanokBrief, mixedBrief } from "@viba/building/fixtures";
import { planOf } from "@viba/building/plan/testing";
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
}

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
    read.forEach(({ faults, undeclared, texts, layers, units, entities }, i) => {
      expect([faults, undeclared]).toEqual([[], []]);
      expect([4, 6]).toContain(units);
      expect(layers.length).toBeGreaterThan(3);
      expect(entities).toBeGreaterThan(plan.storeys[i]!.walls.length);
      const written = texts.join(" ");
      for (const { name } of plan.storeys[i]!.spaces) expect(written).toContain(name);
    });
  });
});
