import { estimateEnergy } from "@viba/building/energy/estimate";
import { screenEnergy } from "@viba/building/energy/monthly";
import { checkCode } from "@viba/building/law/check";
import { type Design, type Fault, faults, withFault, written } from "@viba/building/review/faults";
import { quickReview } from "@viba/building/review/quick";
import { reviewModel } from "@viba/building/review/review";
import { type Energy, EnergySchema } from "@viba/contracts/gen/viba/aec/v1/energy_pb";
import { type Review, ReviewSchema } from "@viba/contracts/gen/viba/aec/v1/review_pb";
import { rewardOf } from "@viba/policy/reward";
import { createHash } from "node:crypto";
import { type Agent, type Contest, eligible } from "./rivals.ts";

/** How one who judges designs did on one of them. */
export interface Judging {
  readonly rival: string;
  /** Share that is right, 0 to 1: of the energy by the reference, of the faults that were found. */
  readonly right: number;
  readonly cpuMs: number;
}

/** Those who judge designs, over many of them. */
export interface AssessorRow {
  readonly of: "energy" | "review";
  readonly rival: string;
  readonly designs: number;
  readonly mean_right: number;
  readonly least_right: number;
  readonly mean_cpu_ms: number;
  /** The planners' reward with `right` in place of quality and merit. */
  readonly mean_reward: number;
}

interface Clock {
  /** Processor time, milliseconds. */
  readonly cpuMs: () => number;
}

type Made = NonNullable<Contest["design"]>;

/** Methods of estimating energy; the first is the one the others are held against. */
const methods: readonly (readonly [rival: string, estimate: (made: Made) => Energy])[] = [
  ["performance_analyst", ({ plan, brief }) => estimateEnergy(plan, brief)],
  ["energy_screener", ({ plan, brief }) => screenEnergy(plan, brief)],
];

/** Both methods on one design; empty where they are no rivals. */
function energyOf(agents: readonly Agent[], { goal, design }: Contest, { cpuMs }: Clock): Judging[] {
  const fit = eligible(agents, EnergySchema.typeName, goal);
  if (!design || !methods.every(([rival]) => fit.includes(rival))) return [];
  let reference: Energy | undefined;
  return methods.map(([rival, estimate]) => {
    const started = cpuMs();
    const energy = estimate(design);
    const spent = cpuMs() - started;
    reference ??= energy;
    return { rival, right: 1 - Math.min(1, deviation(energy, reference)), cpuMs: spent };
  });
}

/** How far heating and cooling of a year are off, as a share of both: all else is reckoned alike. */
export function deviation(energy: Energy, reference: Energy): number {
  const year = ({ months }: Energy, what: "heating" | "cooling") => months.reduce((sum, month) => sum + month[what], 0);
  const off = (what: "heating" | "cooling") => Math.abs(year(energy, what) - year(reference, what));
  return (off("heating") + off("cooling")) / Math.max(1, year(reference, "heating") + year(reference, "cooling"));
}

/** Reviewers as they look at a design that comes with the digest of its file. */
const reviewers: readonly (readonly [rival: string, look: (design: Design) => Review])[] = [
  ["design_reviewer", (design) => reviewModel(design)],
  [
    "quick_reviewer",
    ({ brief, plan, codeReport, ifcText }) => {
      const ifc = new TextEncoder().encode(ifcText);
      return quickReview({ brief, plan, codeReport, ifc, sha256: createHash("sha256").update(ifc).digest("hex") });
    },
  ],
];

/** Both reviewers on one design with every fault in turn; empty where they are no rivals. */
function reviewOf(agents: readonly Agent[], { goal, design }: Contest, { cpuMs }: Clock): Judging[] {
  const fit = eligible(agents, ReviewSchema.typeName, goal);
  if (!design || !reviewers.every(([rival]) => fit.includes(rival))) return [];
  const sound = written(design.brief, design.plan);
  const bad = faults.filter((fault) => fault.of?.(sound) ?? true).map((fault) => faulty(sound, fault));
  return reviewers.map(([rival, look]) => {
    const started = cpuMs();
    const before = scoresOf(look(sound));
    const spent = cpuMs() - started;
    const found = bad.filter((one) => finds(before, look(one))).length;
    return { rival, right: found / bad.length, cpuMs: spent };
  });
}

/** The design with a fault, and the code report that a check of it gives. */
function faulty(sound: Design, fault: Fault): Design {
  const design = withFault(sound, fault);
  return fault.plan ? { ...design, codeReport: checkCode(design.plan, design.brief, {}) } : design;
}

const scoresOf = ({ checks }: Review): ReadonlyMap<string, number> =>
  new Map(checks.map(({ id, passed, score }) => [id, passed ? 1 : Math.min(score, 0.999)]));

/** Whether a check is worse than before, or fails that was not there: a fault was found, whatever it is called. */
const finds = (before: ReadonlyMap<string, number>, review: Review): boolean =>
  [...scoresOf(review)].some(([id, score]) => score < (before.get(id) ?? 1));

/** Designs that faults are put into: each takes some twenty reviews of either kind. */
const faultyDesigns = 8;

/** Those who judge designs, over the designs of these contests. */
export function assessorRows(agents: readonly Agent[], contests: readonly Contest[], clock: Clock): AssessorRow[] {
  const energy = contests.map((contest) => energyOf(agents, contest, clock)).filter((row) => row.length > 0);
  const every = Math.max(1, Math.floor(contests.length / (2 * faultyDesigns)));
  const looked: Judging[][] = [];
  for (let i = 0; i < contests.length && looked.length < faultyDesigns; i += every) {
    const row = reviewOf(agents, contests[i]!, clock);
    if (row.length > 0) looked.push(row);
  }
  return [...rowsOf("energy", energy), ...rowsOf("review", looked)];
}

/** One row for each rival. */
export function rowsOf(of: AssessorRow["of"], looked: readonly (readonly Judging[])[]): AssessorRow[] {
  const rivals = [...new Set(looked.flat().map(({ rival }) => rival))];
  return rivals.map((rival) => {
    const own = looked.flat().filter((one) => one.rival === rival);
    const mean = (value: (one: Judging) => number) => own.reduce((sum, one) => sum + value(one), 0) / own.length;
    return {
      of,
      rival,
      designs: own.length,
      mean_right: mean(({ right }) => right),
      least_right: Math.min(...own.map(({ right }) => right)),
      mean_cpu_ms: mean(({ cpuMs }) => cpuMs),
      mean_reward: mean(judgingReward),
    };
  });
}

const judgingReward = ({ right, cpuMs }: Judging): number =>
  rewardOf({ quality: right, latencyMs: cpuMs, cost: cpuMs / 1000, succeeded: true });
