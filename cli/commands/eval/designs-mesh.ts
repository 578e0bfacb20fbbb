import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toMeshError } from "@viba/runtime/errors";
import { shortName } from "../../output/progress.ts";
import { table } from "../../output/table.ts";
import { designOnce, openDesignSession } from "../design.ts";
import type { ResultJson } from "../result.ts";
import { permitDate } from "./designs.ts";
import type { EvalAnswer, EvalOptions, EvalTask } from "./eval.ts";
import { sentences } from "./sentences.ts";

/** One sentence asked of the mesh. */
export interface MeshRow {
  readonly name: string;
  /** Why there is no design; absent where there is one. */
  readonly refused?: string;
  readonly quality: number;
  /** From the durable admit to the last file written, as `viba design` says it, milliseconds. */
  readonly design_ms: number;
  /** Step -> milliseconds at its agent, transport included. */
  readonly steps: Readonly<Record<string, number>>;
}

/** Ninety-five designs of a hundred take no longer than this over the whole mesh, milliseconds. */
export const floorMs = 3000;

/**
 * Asks a mesh with all its agents for every sentence, one after the other, nothing answered from the cache. The mesh is
 * started for it, on a data folder of its own: what it learns stays with it.
 */
export async function evalDesignsOnMesh({ lang }: EvalOptions, task: EvalTask): Promise<EvalAnswer> {
  const out = await mkdtemp(join(tmpdir(), "viba-eval-"));
  try {
    const quiet = { fresh: true, json: true, verbose: false, agent: [], without: [] };
    const options = { ...quiet, text: "", data: join(out, "data"), lang, out, permitDate };
    await using session = await openDesignSession(options);
    const ready = { siteGeojson: "", attachments: [], chosenSeed: BigInt(task.seed) };
    const rows: MeshRow[] = [];
    for (const { name, text } of sentences) {
      const row = await designOnce(session, { ...options, ...ready, text }).then(
        ({ result }) => rowOf(name, result),
        (error: unknown) => ({ name, refused: toMeshError(error).reason, quality: 0, design_ms: 0, steps: {} }),
      );
      rows.push(row);
      task.progress(`${rows.length}/${sentences.length} ${name} ${row.design_ms} ms`);
    }
    return answerOf(rows, session.readyMs);
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

function rowOf(name: string, { quality, design_ms, decisions }: ResultJson): MeshRow {
  const steps: Record<string, number> = {};
  for (const { makes, duration_ms } of decisions) {
    const step = shortName(String(makes));
    steps[step] = (steps[step] ?? 0) + Number(duration_ms);
  }
  return { name, quality, design_ms, steps };
}

/** The times of all rows against the floor; a sentence without a design fails. */
export function answerOf(rows: readonly MeshRow[], meshReadyMs: number): EvalAnswer {
  const times = rows.map((row) => row.design_ms).sort((a, b) => a - b);
  const at = (share: number): number => times[Math.ceil(times.length * share) - 1] ?? 0;
  const refused = rows.filter((row) => row.refused !== undefined).length;
  const summary = {
    sentences: rows.length,
    refused,
    mesh_ready_ms: Math.round(meshReadyMs),
    design_ms_p50: at(0.5),
    design_ms_p95: at(0.95),
    design_ms_max: at(1),
    passed: refused === 0 && at(0.95) <= floorMs,
  };
  const line = `${rows.length - refused} of ${rows.length} designed by the mesh (ready in ${summary.mesh_ready_ms} ms); design_ms p50 ${at(0.5)}, p95 ${at(0.95)} (floor ${floorMs}), max ${at(1)}\n`;
  const json = { eval: "designs on a mesh", floor_ms: floorMs, ...summary, rows };
  return { json, text: `${slowestOf(rows)}\n${line}`, passed: summary.passed };
}

/** Rows shown to a person; all are in the JSON. */
const shown = 10;

/** The slowest sentences, each with where its time went. */
function slowestOf(rows: readonly MeshRow[]): string {
  const slowest = rows.toSorted((a, b) => b.design_ms - a.design_ms).slice(0, shown);
  const steps = (row: MeshRow) => Object.entries(row.steps).sort(([, a], [, b]) => b - a);
  const spent = (row: MeshRow) => steps(row).map(([step, ms]) => `${step} ${ms.toFixed(0)}`);
  return table(
    ["slowest", "ms", "steps, ms"],
    slowest.map((row) => [row.name, String(row.design_ms), row.refused ?? spent(row).slice(0, 4).join(", ")]),
  );
}
