import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { Footprint, Typology } from "./footprint.ts";
import { flightsOf } from "./stair-size.ts";
import type { Flights } from "./stair-size.ts";
import { storeyArea, storeyNumbers, storeyUse, teachingUses } from "./uses.ts";

/** Share of a storey that counts as rooms people stay in, on the safe side: a corridor leaves less to rooms than a hall. */
const habitableShare = (typology: Typology): number => (typology === "double_corridor" ? 0.75 : 0.85);

/** Number of direct stairs: two where the law or the way to walk asks for them, none in a single storey. */
export function stairsNeeded(brief: Brief, footprint: Footprint, typology: Typology): number {
  const numbers = storeyNumbers(brief);
  if (numbers.length < 2) return 0;
  const habitable = storeyArea(brief) * habitableShare(typology);
  const highest = numbers.at(-1)!;
  const uses = numbers.map((number) => storeyUse(brief, number));
  const careful = uses.some((use) =>
    ["guesthouse", "clinic", "shop", "academy", "kindergarten", "elderly", "worship"].includes(use),
  );
  const tall = highest >= 3 && habitable >= (careful ? 200 : 400);
  const below = brief.basements > 0 && habitable >= 200;
  // People gather above the ground floor: the law counts from the second storey on, and the big room leaves little to walls.
  const gathering = numbers.some((number, i) => number !== 1 && uses[i] === "worship") && storeyArea(brief) >= 210;
  return tall || below || gathering || footprint.width + footprint.depth > 54 ? 2 : 1;
}

/** Storey area below which a lift nobody has to build would take too much of every storey, m2. */
const liftFromM2 = { hall: 130, corridor: 165 } as const;

/** A lift: by law from 6 storeys and 2,000 m2; by use from 4, and wherever wheelchairs must reach upper storeys. */
export function liftNeeded(brief: Brief): boolean {
  const storeys = storeyNumbers(brief).length;
  const cellular = ["clinic", "guesthouse", "elderly", ...teachingUses].includes(storeyUse(brief, 1));
  const large = storeyArea(brief) >= (cellular ? liftFromM2.corridor : liftFromM2.hall);
  if (brief.exclusions.includes("lift")) return false;
  if (storeys >= 2 && brief.rooms.some(({ kind }) => kind === "lift")) return true;
  return (storeys >= 4 && large) || (storeys >= 2 && (brief.certificates.includes("BF") || brief.use === "elderly"));
}

/** How wide the flights of its stairs are. */
export function stairFlights(brief: Brief): Flights {
  return flightsOf({
    home: storeyUse(brief, 1) === "house",
    storeyM2: storeyArea(brief),
    upper: brief.storeys - 1,
    storeys: storeyNumbers(brief).length,
  });
}

/** An accessible WC: public buildings that must or should have one. */
export function accessibleNeeded(brief: Brief): boolean {
  if (brief.certificates.includes("BF")) return true;
  const use = storeyUse(brief, 1);
  if (use === "house") return false;
  return brief.areaM2 >= (use === "cafe" || use === "restaurant" ? 50 : 150);
}

/**
 * Structure: timber for a low hanok, as long as it needs no fire walls and nobody walks more than 30 m to a stair;
 * else reinforced concrete, which is fire-resistive.
 */
export function structureOf(brief: Brief): string {
  const low = brief.basements === 0 && brief.storeys <= 2 && brief.areaM2 < 1000;
  const short = brief.storeys === 1 || storeyArea(brief) < 300;
  return brief.styles.includes("hanok") && low && short ? "timber" : "rc";
}
