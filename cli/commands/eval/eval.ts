import { systemClock } from "@viba/runtime/clock";
import { MeshError } from "@viba/runtime/errors";
import type { Lang } from "../../output/failure.ts";
import type { Answer } from "../in-session.ts";

/** What the command line gives. */
export interface EvalOptions {
  readonly json?: boolean;
  readonly lang: Lang;
  readonly weather?: string;
  readonly seed?: string;
  readonly heldOut?: boolean;
  readonly mesh?: boolean;
  readonly briefs?: string;
}

/** What an evaluation of designs is run with. */
export interface EvalTask {
  readonly seed: number;
  /** Briefs to look at, where their number is free. */
  readonly briefs: number;
  /** Milliseconds that only go forward. */
  readonly monotonicMs: () => number;
  /** Processor time of this process, milliseconds. */
  readonly cpuMs: () => number;
  /** Shows how far it is. */
  readonly progress: (text: string) => void;
}

/** What an evaluation found; `passed` is false when it has a bar and did not reach it. */
export interface EvalAnswer extends Answer {
  readonly passed?: boolean;
}

/** What can be judged, by name. */
const evals: Record<string, (options: EvalOptions) => EvalAnswer | Promise<EvalAnswer>> = {
  bestest: async (options) => (await import("./bestest.ts")).evalBestest(options),
  designs: async (options) =>
    options.mesh
      ? (await import("./designs-mesh.ts")).evalDesignsOnMesh(options, taskOf(options))
      : (await import("./designs.ts")).evalDesigns(taskOf(options)),
  selection: async (options) => (await import("./selection.ts")).evalSelection(taskOf(options)),
  intake: async ({ heldOut }) => (await import("./intake.ts")).evalIntake({ heldOut }),
};

/** Judges one part by published or own cases and prints the table, or one JSON object for scripts; false below the bar. */
export async function evaluate(kind: string, options: EvalOptions): Promise<boolean> {
  const run = Object.hasOwn(evals, kind) ? evals[kind] : undefined;
  if (!run) {
    const known = Object.keys(evals).join(", ");
    throw new MeshError("INVALID_ARGUMENT", `there is nothing to judge called "${kind}"; there are: ${known}`, {
      messageKo: `"${kind}"이라는 평가는 없습니다. 있는 것: ${known}`,
    });
  }
  const { json, text, passed } = await run(options);
  process.stdout.write(options.json ? `${JSON.stringify(json)}\n` : text);
  return passed ?? true;
}

/** Briefs that a selection is judged over, unless fewer or more are asked for, and the most. */
const usualBriefs = 200;
const mostBriefs = 2000;

function taskOf(options: EvalOptions): EvalTask {
  const seed = wholeNumber("--seed", options.seed ?? "1", [0, 2 ** 31 - 1]);
  const briefs = wholeNumber("--briefs", options.briefs ?? String(usualBriefs), [1, mostBriefs]);
  const progress = (text: string) => void process.stderr.write(`${text}\n`);
  const cpuMs = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  };
  return { seed, briefs, monotonicMs: systemClock.monotonicMs, cpuMs, progress };
}

function wholeNumber(option: string, text: string, [least, most]: readonly [number, number]): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new MeshError("INVALID_ARGUMENT", `${option} ${text} is no whole number from ${least} to ${most}`, {
    messageKo: `${option}에는 ${least} 이상 ${most} 이하의 정수를 적어 주세요`,
  });
}
