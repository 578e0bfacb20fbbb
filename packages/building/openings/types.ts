import type { Opening, Plan, Storey, Wall } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { servicesOf } from "./service.ts";
import type { Service } from "./service.ts";

/** A door or window of a plan and where it stands. */
export interface PlacedOpening {
  readonly storey: Storey;
  readonly opening: Opening;
}

/** Doors or windows of one make: sizes in metres. */
export interface OpeningType {
  /** "D1", "W3": what plans, CAD files, the schedule and the model call it. */
  readonly mark: string;
  readonly kind: OpeningKind;
  /** Between inside and outside. */
  readonly external: boolean;
  readonly width: number;
  readonly height: number;
  readonly sill: number;
  /** A way out of the building. */
  readonly exit: boolean;
  /** Fit as a firefighter's entry. */
  readonly firefighter: boolean;
  readonly service: Service;
  readonly placed: readonly PlacedOpening[];
}

type Make = Omit<OpeningType, "mark">;

const isWindow = ({ kind }: Make): boolean => kind === OpeningKind.WINDOW;

/** All makes of a plan, doors before windows, outer before inner, the larger before the smaller; passages are none. */
export function openingTypes(plan: Plan): OpeningType[] {
  const services = servicesOf(plan);
  const makes = new Map<string, Make & { placed: PlacedOpening[] }>();
  for (const storey of plan.storeys) {
    const walls = new Map(storey.walls.map((wall) => [wall.id, wall]));
    for (const opening of storey.openings) {
      if (opening.kind === OpeningKind.PASSAGE || opening.kind === OpeningKind.UNSPECIFIED) continue;
      const make = makeOf(opening, services.get(opening.id) ?? "", walls.get(opening.wall));
      const key = Object.values(make).join("/");
      const known = makes.get(key);
      if (known) known.placed.push({ storey, opening });
      else makes.set(key, { ...make, placed: [{ storey, opening }] });
    }
  }
  const sorted = [...makes.values()].toSorted(
    (a, b) =>
      Number(isWindow(a)) - Number(isWindow(b)) ||
      Number(b.external) - Number(a.external) ||
      b.width * b.height - a.width * a.height ||
      a.kind - b.kind ||
      a.sill - b.sill ||
      Number(b.exit) - Number(a.exit) ||
      Number(b.firefighter) - Number(a.firefighter) ||
      a.service.localeCompare(b.service),
  );
  const doors = sorted.filter((make) => !isWindow(make)).length;
  return sorted.map((make, i) => ({ mark: i < doors ? `D${i + 1}` : `W${i - doors + 1}`, ...make }));
}

const whole = (metres: number): number => Math.round(metres * 1000) / 1000;

const makeOf = (
  { kind, width, height, sill, exit, firefighter }: Opening,
  service: Service,
  wall?: Wall,
): Omit<Make, "placed"> => ({
  kind,
  external: wall?.external ?? false,
  width: whole(width),
  height: whole(height),
  sill: whole(sill),
  exit,
  firefighter,
  service,
});

/** The mark of every door and window by the key of its opening. */
export const openingMarksOf = (plan: Plan): ReadonlyMap<string, string> =>
  new Map(openingTypes(plan).flatMap(({ mark, placed }) => placed.map(({ opening }) => [opening.id, mark])));
