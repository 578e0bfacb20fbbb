import type { Space } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Facts, StoreyFacts } from "./facts.ts";
import { netRingOf, openingPoint, wallOf } from "./facts.ts";
import { atLeast, metres } from "./figures.ts";
import { bounds } from "../geometry/polygon.ts";
import { clearWidth } from "./polygon.ts";
import type { Outcome, Rule } from "./rule.ts";

interface Corridor {
  readonly space: Space;
  readonly entry: StoreyFacts;
  readonly widthM: number;
  /** Rooms people stay in open from both long sides. */
  readonly double: boolean;
}

/** The corridors of a building with their clear widths. */
export function corridorsOf(facts: Facts): Corridor[] {
  return facts.storeys.flatMap((entry) =>
    entry.storey.spaces
      .filter((space) => space.kind === "corridor")
      .map((space) => ({
        space,
        entry,
        widthM: clearWidth(netRingOf(space)),
        double: isDouble(entry, space),
      })),
  );
}

function isDouble(entry: StoreyFacts, corridor: Space): boolean {
  const { storey } = entry;
  const box = bounds(netRingOf(corridor));
  const alongX = box.maxX - box.minX >= box.maxY - box.minY;
  const middle = alongX ? (box.minY + box.maxY) / 2 : (box.minX + box.maxX) / 2;
  const sides = new Set<boolean>();
  for (const opening of storey.openings) {
    const wall = wallOf(storey, opening);
    const other = opening.spaces.find((id) => id !== corridor.id);
    const room = storey.spaces.find((space) => space.id === other);
    if (!wall || !room?.habitable || !opening.spaces.includes(corridor.id)) continue;
    const at = openingPoint(wall, opening);
    sides.add((alongX ? at.y : at.x) > middle);
  }
  return sides.size === 2;
}

function widths(
  pick: (facts: Facts) => Corridor[],
  demanded: (corridor: Corridor) => number,
): Pick<Rule, "applies" | "check"> {
  return {
    applies: (facts) => facts.grossM2 > 200 && pick(facts).length > 0,
    check: (facts): Outcome => {
      const corridors = pick(facts);
      const gap = (corridor: Corridor) => corridor.widthM - demanded(corridor);
      const worst = corridors.toSorted((a, b) => gap(a) - gap(b))[0]!;
      return {
        holds: corridors.every((corridor) => atLeast(corridor.widthM, demanded(corridor))),
        measured: `${metres(worst.widthM)} (${worst.double ? "양옆 거실" : "한쪽 거실"})`,
        demanded: `${metres(demanded(worst))} 이상`,
        elements: corridors
          .filter((corridor) => !atLeast(corridor.widthM, demanded(corridor)))
          .map((corridor) => corridor.space.id),
      };
    },
  };
}

const schools = new Set(["kindergarten", "school", "primary_school", "middle_school", "high_school"]);

/** Corridor widths. */
export const corridorRules: readonly Rule[] = [
  {
    id: "cor.school",
    ko: "학교 복도",
    en: "school corridor both sides/one side",
    article: "피난규칙 §15의2①",
    status: "V1",
    ...widths(
      (facts) => corridorsOf(facts).filter((corridor) => schools.has(corridor.entry.use)),
      (corridor) => (corridor.double ? 2.4 : 1.8),
    ),
  },
  {
    id: "cor.apt",
    ko: "공동주택·오피스텔 복도",
    en: "apartment/officetel corridor",
    article: "피난규칙 §15의2①",
    status: "V1",
    ...widths(
      (facts) =>
        corridorsOf(facts).filter(
          ({ entry, space }) => facts.housing === "apartments" && entry.use === "house" && space.unit === "",
        ),
      (corridor) => (corridor.double ? 1.8 : 1.2),
    ),
  },
  {
    id: "cor.200",
    ko: "해당 층 거실 200㎡ 이상 복도",
    en: "corridor where floor rooms >=200",
    article: "피난규칙 §15의2①",
    status: "V1",
    ...widths(
      (facts) =>
        corridorsOf(facts).filter(
          ({ entry, space }) =>
            entry.habitableM2 >= 200 &&
            space.unit === "" &&
            !schools.has(entry.use) &&
            !(facts.housing === "apartments" && entry.use === "house"),
        ),
      (corridor) => {
        if (!corridor.double) return 1.2;
        return corridor.entry.use === "clinic" ? 1.8 : 1.5;
      },
    ),
  },
];
