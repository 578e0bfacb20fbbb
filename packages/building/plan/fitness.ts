import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { leftOut } from "../concept/left-out.ts";
import { wishedKind } from "../concept/rooms.ts";
import { meritFigures, meritOf } from "../merit/merit.ts";
import { planStoreys } from "../merit/of-plan.ts";
import { basics } from "./asked-rooms.ts";
import { measurePlan } from "./metrics.ts";
import type { PlanMetrics } from "./metrics.ts";

/**
 * What a planner that compares plans goes by, 0 to 1: the plan's score by its own figures, the share of the rooms asked
 * for and needed that it has, how well it is laid out beyond that, and 15 % off for every bar that it misses, as in a
 * review: no merit makes up for one.
 */
export function fitness(brief: Brief, plan: Plan): number {
  const metrics = measurePlan(plan);
  const rooms = roomsMet(brief, plan) ** 2 * basicsMet(brief, plan) ** 2;
  return planScore(metrics) * rooms * meritOf(meritFigures(planStoreys(plan))) * 0.85 ** barsMissed(metrics);
}

/** How many of the bars of plans are missed. */
const barsMissed = ({ reach, daylight, adjacency, aspect, circulation }: PlanMetrics): number =>
  [reach < 1, daylight < 1, adjacency < 0.95, aspect < 0.9, circulation > 0.3].filter(Boolean).length;

/** Whether a plan has every room that was asked for and that its use can't do without. */
export const hasAllRooms = (brief: Brief, plan: Plan): boolean =>
  roomsMet(brief, plan) >= 1 && basicsMet(brief, plan) >= 1;

/** Share of the rooms its use can't do without that a building has. */
function basicsMet(brief: Brief, plan: Plan): number {
  const left = leftOut(brief, brief.use);
  const rows = (basics[brief.use] ?? []).filter((row) => !left.has(row[0]!));
  const has = new Set(plan.storeys.flatMap((storey) => storey.spaces.map((space) => space.kind)));
  return rows.length === 0 ? 1 : rows.filter((row) => row.some((kind) => has.has(kind))).length / rows.length;
}

/** Kinds that answer to a word of a brief beside the kind itself. */
const alike: Readonly<Record<string, readonly string[]>> = {
  wc: ["wc_accessible", "bath"],
  bath: ["shower"],
  kitchen: ["dining"],
  living: ["hall"],
  hall: ["living", "retail", "lounge"],
  lounge: ["living", "hall"],
};

/** Share of the rooms a brief asks for that a plan has; 1 if it asks for none. */
function roomsMet(brief: Brief, plan: Plan): number {
  const kinds = plan.storeys.flatMap((storey) => storey.spaces.map((space) => space.kind));
  const shares = brief.rooms.flatMap((wish) => {
    const kind = wishedKind(wish.kind);
    if (kind === undefined || wish.count === 0) return [];
    const has = kinds.filter((one) => one === kind || alike[kind]?.includes(one)).length;
    return [Math.min(1, has / wish.count)];
  });
  return shares.length === 0 ? 1 : shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

/** How good a plan is by its own figures: what the bar of plans asks, each in [0, 1]. */
function planScore(metrics: PlanMetrics): number {
  const { adjacency, aspect, minSide, daylight, reach, circulation, programmeError } = metrics;
  const ways = 1 - Math.max(0, circulation - 0.3) * 5;
  const areas = 1 - Math.min(1, programmeError * 2);
  const score = (3 * reach + 2 * daylight + 2 * adjacency + 2 * aspect + minSide + ways + areas) / 12;
  // Figures that differ by rounding only are no reason to prefer one of two alike.
  return Math.round(score * 1000) / 1000;
}
