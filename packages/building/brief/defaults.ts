import type { PlainUse } from "./use-words.ts";

/** Storeys when nobody said: apartments stand one above the other; a mix needs a ground floor and homes above, two storeys if its two uses were named. */
export function defaultStoreys(use: string, parts: readonly PlainUse[]): number {
  if (use === "apartments") return 3;
  if (use !== "mixed") return 1;
  return parts.join() === "shop,house" ? 3 : Math.min(4, Math.max(2, parts.length));
}

interface AreaRow {
  /** Usual area of the whole building, m2. */
  readonly total: number;
  /** Area a further storey adds, m2. */
  readonly perStorey: number;
}

/** Usual sizes; a guest house stays below the 230 m2 that the city homestay licence allows. */
const usual: Readonly<Record<string, AreaRow>> = {
  cafe: { total: 165, perStorey: 100 },
  restaurant: { total: 165, perStorey: 100 },
  guesthouse: { total: 180, perStorey: 60 },
  house: { total: 120, perStorey: 50 },
  apartments: { total: 390, perStorey: 130 },
  office: { total: 300, perStorey: 120 },
  clinic: { total: 200, perStorey: 100 },
  shop: { total: 120, perStorey: 80 },
  gallery: { total: 200, perStorey: 130 },
  library: { total: 260, perStorey: 200 },
  gym: { total: 330, perStorey: 250 },
  worship: { total: 260, perStorey: 200 },
  community: { total: 130, perStorey: 110 },
  warehouse: { total: 330, perStorey: 300 },
  factory: { total: 400, perStorey: 350 },
  kindergarten: { total: 300, perStorey: 200 },
  school: { total: 900, perStorey: 450 },
  elderly: { total: 800, perStorey: 400 },
  academy: { total: 250, perStorey: 150 },
  mixed: { total: 300, perStorey: 150 },
};

/** Gross floor area per room asked for, with its share of halls and wet rooms, m2. */
const perRoom: Readonly<Record<string, number>> = { guestroom: 22, bedroom: 22, exam: 30, meeting: 30, classroom: 75 };

/** Gross floor area per area of a room of given size, for its share of halls and wet rooms. */
const grossPerRoom = 1.4;

/** Gross floor area when nobody said: by use, storeys (basements too) and the rooms asked for. */
export function defaultArea(
  use: string,
  storeys: number,
  rooms: readonly { kind: string; count: number; areaM2: number }[],
): number {
  const row = usual[use] ?? { total: 165, perStorey: 100 };
  const byStoreys = use === "mixed" ? Math.max(150, row.perStorey * storeys) : row.perStorey * storeys;
  const byRooms = rooms.reduce(
    (sum, room) => sum + room.count * Math.max(perRoom[room.kind] ?? 0, room.areaM2 * grossPerRoom),
    0,
  );
  return Math.max(use === "mixed" ? 0 : row.total, byStoreys, byRooms);
}

/** Which use goes to which storey: named ones first, homes and guest rooms above, the others on the street. */
export function spreadUses(options: {
  parts: readonly PlainUse[];
  byStorey: ReadonlyMap<number, PlainUse>;
  storeys: number;
  basements: number;
  /** Storeys that are only for cars or machines: they have no use. */
  unused?: ReadonlySet<number>;
}): { storey: number; use: PlainUse }[] {
  const lived = options.parts.find((part) => part === "house" || part === "guesthouse");
  const trade = options.parts.filter((part) => part !== lived);
  const street = trade[0] ?? lived ?? "shop";
  const upper = lived ?? trade.at(-1) ?? street;
  const spread: { storey: number; use: PlainUse }[] = [];
  for (let storey = -options.basements; storey <= options.storeys; storey += 1) {
    if (storey === 0 || options.unused?.has(storey) === true) continue;
    spread.push({ storey, use: options.byStorey.get(storey) ?? guess(storey) });
  }
  if (options.storeys === 1 && upper !== street && !options.byStorey.has(1)) {
    spread.push({ storey: 1, use: upper });
  }
  return spread;

  function guess(storey: number): PlainUse {
    if (storey <= 1) return street;
    const middle = trade[storey - 1];
    return lived === undefined && middle !== undefined && storey <= trade.length ? middle : upper;
  }
}
