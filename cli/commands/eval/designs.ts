import { InfeasibleBrief } from "@viba/building/concept/infeasible";
import { parseBrief } from "@viba/building/brief/parse";
import { makeConcept } from "@viba/building/concept/concept";
import { makePlan } from "@viba/building/plan/plan";
import { seededRandom } from "@viba/runtime/random";
import { table } from "../../output/table.ts";
import type { EvalAnswer, EvalTask } from "./eval.ts";
import { judgePlan } from "./pipeline.ts";
import { type Sentence, sentences } from "./sentences.ts";

/** One sentence designed and judged; shares are 0 to 1. */
export interface DesignRow {
  readonly name: string;
  readonly text: string;
  /** Why there is no design; absent where there is one. */
  readonly refused?: string;
  readonly quality: number;
  readonly area_error: number;
  readonly adjacency: number;
  readonly daylight: number;
  readonly reach: number;
  readonly aspect: number;
  readonly circulation: number;
  /** Faults of geometry. */
  readonly problems: number;
  /** From the sentence to the review, on this machine, milliseconds. */
  readonly design_ms: number;
  /** Floors it misses. */
  readonly misses: readonly string[];
}

/** The permit date of every evaluated brief: the law, and so the answer, depends on it. */
export const permitDate = "2026-11-22";

/** What a design is held to. */
export const floors = {
  quality: 0.8,
  areaError: 0.02,
  adjacency: 0.95,
  daylight: 1,
  reach: 1,
  aspect: 0.9,
  circulation: 0.3,
} as const;

/** Share of the sentences that have to reach the floor of quality. */
export const floorShare = 0.95;

const nothing = { quality: 0, area_error: 1, adjacency: 0, daylight: 0, reach: 0, aspect: 0, circulation: 1 };

/** Designs one sentence from the text to the review, in this process. */
export function designRow({ name, text }: Sentence, { seed, monotonicMs }: EvalTask): DesignRow {
  const started = monotonicMs();
  const refuse = (refused: string): DesignRow => {
    const design_ms = monotonicMs() - started;
    return { name, text, refused, ...nothing, problems: 0, design_ms, misses: ["refused"] };
  };
  const understood = parseBrief({ text, permitDate, seed: BigInt(seed), siteGeojson: "" });
  if (!understood.ok) return refuse(understood.problem.reason);
  const { brief } = understood;
  try {
    const plan = makePlan(brief, makeConcept(brief, seededRandom(seed)), seededRandom(seed));
    const { review, metrics, problems } = judgePlan(brief, plan);
    const figures = {
      quality: review.quality,
      area_error: metrics.areaError,
      adjacency: metrics.adjacency,
      daylight: metrics.daylight,
      reach: metrics.reach,
      aspect: metrics.aspect,
      circulation: metrics.circulation,
      problems: problems.length,
    };
    return { name, text, ...figures, design_ms: monotonicMs() - started, misses: missesOf(figures) };
  } catch (error) {
    if (error instanceof InfeasibleBrief) return refuse(error.reason);
    throw error;
  }
}

type Figures = Omit<DesignRow, "name" | "text" | "refused" | "design_ms" | "misses">;

function missesOf(row: Figures): string[] {
  const short = (["quality", "adjacency", "daylight", "reach", "aspect"] as const).filter(
    (figure) => row[figure] < floors[figure] - 1e-9,
  );
  return [
    ...short,
    ...(row.area_error > floors.areaError ? ["area_error"] : []),
    ...(row.circulation > floors.circulation + 1e-9 ? ["circulation"] : []),
    ...(row.problems > 0 ? ["problems"] : []),
  ];
}

/** Designs every sentence of the bar and holds the figures against the floors. */
export function evalDesigns(task: EvalTask): EvalAnswer {
  const rows = sentences.map((sentence, i) => {
    const row = designRow(sentence, task);
    task.progress(`${i + 1}/${sentences.length} ${row.name} q ${row.quality.toFixed(3)} ${row.misses.join(" ")}`);
    return row;
  });
  const good = rows.filter((row) => row.quality >= floors.quality).length / rows.length;
  const times = rows.map((row) => row.design_ms).sort((a, b) => a - b);
  const summary = {
    sentences: rows.length,
    quality_share: good,
    all_floors: rows.filter((row) => row.misses.length === 0).length,
    design_ms_p95: times[Math.ceil(times.length * 0.95) - 1]!,
    passed: good >= floorShare && rows.every((row) => row.problems === 0 && row.reach === 1),
  };
  const text = `${tableOf(rows)}\n${summary.all_floors} of ${rows.length} meet every floor; quality >= ${floors.quality} for ${(good * 100).toFixed(1)} %; p95 ${summary.design_ms_p95.toFixed(0)} ms\n`;
  return { json: { eval: "designs", seed: task.seed, floors, ...summary, rows }, text, passed: summary.passed };
}

function tableOf(rows: readonly DesignRow[]): string {
  const header = ["", "q", "area %", "adjacency", "daylight", "reach", "aspect", "circulation", "ms", "misses"];
  const line = (row: DesignRow): string[] => [
    row.name,
    row.quality.toFixed(3),
    (row.area_error * 100).toFixed(2),
    ...[row.adjacency, row.daylight, row.reach, row.aspect, row.circulation].map((figure) => figure.toFixed(2)),
    row.design_ms.toFixed(0),
    row.refused ?? row.misses.join(" "),
  ];
  return table(header, rows.map(line));
}
