import { execFile } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root, tempFolder, viba } from "./command.ts";
import { startMesh, type TestMesh } from "./mesh.ts";
import { findServer, skipReason } from "./servers.ts";

const execute = promisify(execFile);
const skip = skipReason("ifcopenshell");
const judgeFolder = join(root, "test", "judge");

interface Sentence {
  readonly id: string;
  readonly text: string;
}

/** One folder's line of `judge.py --json`. */
interface Judgement {
  readonly id: string;
  readonly q: number;
  readonly said: number;
  readonly checks: { readonly id: string; readonly passed: boolean; readonly hard: boolean; readonly gate: boolean }[];
}

/** What the second evaluator was told of each sentence. */
const sentences = JSON.parse(readFileSync(join(judgeFolder, "sentences.json"), "utf8")) as Sentence[];

/** Quality the three sentences of the README must have; 0.8 for all others. */
const floors: Readonly<Record<string, number>> = { "three-cafe": 0.8, "three-hanok": 0.9, "three-mixed": 0.85 };

/** How far the two evaluators may be apart. */
const apart = 0.05;

/** Designs sentences with one mesh and holds our reviewer against the second evaluator; all of them where none are named. */
export function judgeSuite(ids: readonly string[] = sentences.map(({ id }) => id)): void {
  describe.skipIf(skip)(`designs as a second evaluator judges them ${skip ?? ""}`, () => {
    const folder = tempFolder();
    const data = join(folder.path, "data");
    let mesh: TestMesh;
    const low: string[] = [];
    beforeAll(async () => {
      mesh = await startMesh(data);
    });
    afterAll(async () => {
      await mesh?.[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    });

    test.each(sentences.filter(({ id }) => ids.includes(id)))("$id: $text", async ({ id, text }) => {
      const out = join(folder.path, id);
      mkdirSync(out);
      const { code, stderr } = await viba(["design", text, "--out", out, "--data", data, "--json"]);
      expect([code, stderr]).toEqual([0, ""]);
      const script = join(judgeFolder, "judge.py");
      const { stdout } = await execute(findServer("ifcopenshell")!, [script, "--json", out]).catch(
        (error: Error & { stdout?: string }) => {
          // Exit 1 with a line says that the two differ: the figures below say by how much.
          if (error.stdout?.startsWith("{")) return { stdout: error.stdout };
          throw error;
        },
      );
      const { q, said, checks } = JSON.parse(stdout.trim()) as Judgement;
      const failed = checks.filter((check) => !check.passed && (check.hard || check.gate)).map((check) => check.id);
      console.log(`${id}: ours ${said.toFixed(3)}, the judge's ${q.toFixed(3)} ${failed.join(" ")}`);
      expect(Math.abs(q - said), failed.join(" ")).toBeLessThanOrEqual(apart);
      if (Math.min(q, said) < (floors[id] ?? 0.8)) low.push(id);
      if (floors[id]) expect(low).not.toContain(id);
    });

    test("at least 95 % of the designs have a quality of 0.8 by both", () => {
      expect(low.length, low.join(" ")).toBeLessThanOrEqual(0.05 * ids.length);
    });
  });
}
