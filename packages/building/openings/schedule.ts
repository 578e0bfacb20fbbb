import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { constructionOf, isGlazed, kindName, materialName } from "./words.ts";
import { openingTypes } from "./types.ts";
import type { OpeningType } from "./types.ts";

/** A row of the schedule of doors and windows, in Korean. */
export interface ScheduleRow {
  readonly type: OpeningType;
  readonly name: string;
  readonly material: string;
  /** How many stand on each storey, lowest first: "1F 2 · 2F~4F 각 3". */
  readonly storeys: string;
  /** Rooms they belong to, without the numbers that tell alike rooms apart. */
  readonly rooms: string;
  /** Thermal transmittance, W/(m2 K); 0 for inner doors. */
  readonly uValue: number;
  /** Glass, fire and escape, as far as the plan tells. */
  readonly remarks: readonly string[];
}

/** The schedule of doors and windows: one row for each mark. */
export const scheduleOf = (plan: Plan): ScheduleRow[] =>
  openingTypes(plan).map((type) => ({
    type,
    name: kindName(type),
    material: materialName(plan, type),
    storeys: storeysOf(plan, type),
    rooms: roomsOf(type),
    uValue: constructionOf(plan, type)?.uValue ?? 0,
    remarks: remarksOf(type),
  }));

/** Neighbouring storeys with as many are told of at once. */
function storeysOf({ storeys }: Plan, { placed }: OpeningType): string {
  const runs: { first: string; last: string; count: number }[] = [];
  for (const { name } of storeys) {
    const count = placed.filter(({ storey }) => storey.name === name).length;
    const run = runs.at(-1);
    if (run?.count === count) run.last = name;
    else runs.push({ first: name, last: name, count });
  }
  return runs
    .filter(({ count }) => count > 0)
    .map(({ first, last, count }) => (first === last ? `${first} ${count}` : `${first}~${last} 각 ${count}`))
    .join(" · ");
}

/** An inner door belongs to the room it leads into, which its opening names last. */
function roomsOf({ placed }: OpeningType): string {
  const names = placed.map(({ storey, opening }) => {
    const name = storey.spaces.find(({ id }) => id === opening.spaces.at(-1))?.name ?? "";
    return name.replace(/[\s-]*\d+(호)?$/, "") || name;
  });
  return [...new Set(names)].join(", ");
}

function remarksOf(type: OpeningType): string[] {
  const share = Math.max(...type.placed.map(({ opening }) => opening.openable));
  const isWindow = type.mark.startsWith("W");
  return [
    isGlazed(type) && !isWindow ? "유리문" : "",
    isWindow ? (share > 0 ? `개폐 ${Math.round(share * 100)} %` : "고정창") : "",
    type.exit ? "피난 출구" : "",
    type.firefighter ? "소방관 진입창" : "",
  ].filter((remark) => remark !== "");
}
