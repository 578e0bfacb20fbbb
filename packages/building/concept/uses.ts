import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { inSeoul } from "./limits.ts";

/** How a use is planned: storey heights, parking, and its Korean name. */
export interface Use {
  readonly ko: string;
  readonly en: string;
  /** Ground floor to first floor, metres. */
  readonly groundHeight: number;
  /** Floor to floor of the storeys above, metres. */
  readonly upperHeight: number;
  /** Floor area per parking space, m2, in Seoul and elsewhere; 0: by homes. */
  readonly parkingM2: readonly [seoul: number, national: number];
}

const uses = {
  cafe: { ko: "카페", en: "cafe", groundHeight: 3.9, upperHeight: 3.6, parkingM2: [134, 200] },
  restaurant: {
    ko: "음식점",
    en: "restaurant",
    groundHeight: 3.9,
    upperHeight: 3.6,
    parkingM2: [134, 200],
  },
  shop: { ko: "상점", en: "shop", groundHeight: 3.9, upperHeight: 3.6, parkingM2: [134, 200] },
  apartments: { ko: "공동주택", en: "apartment building", groundHeight: 3.0, upperHeight: 3.0, parkingM2: [0, 0] },
  house: { ko: "주택", en: "house", groundHeight: 3.0, upperHeight: 3.0, parkingM2: [0, 0] },
  office: {
    ko: "사무소",
    en: "office",
    groundHeight: 3.9,
    upperHeight: 3.7,
    parkingM2: [100, 150],
  },
  clinic: { ko: "의원", en: "clinic", groundHeight: 3.8, upperHeight: 3.6, parkingM2: [134, 200] },
  guesthouse: {
    ko: "게스트하우스",
    en: "guest house",
    groundHeight: 3.4,
    upperHeight: 3.2,
    parkingM2: [134, 200],
  },
  gallery: { ko: "갤러리", en: "gallery", groundHeight: 4.2, upperHeight: 4.0, parkingM2: [100, 150] },
  library: { ko: "도서관", en: "library", groundHeight: 4.0, upperHeight: 3.8, parkingM2: [200, 300] },
  gym: { ko: "체육시설", en: "gym", groundHeight: 4.5, upperHeight: 4.2, parkingM2: [100, 150] },
  worship: { ko: "종교시설", en: "place of worship", groundHeight: 4.5, upperHeight: 4.2, parkingM2: [100, 150] },
  community: { ko: "마을회관", en: "community hall", groundHeight: 3.6, upperHeight: 3.5, parkingM2: [134, 200] },
  warehouse: { ko: "창고", en: "warehouse", groundHeight: 4.5, upperHeight: 4.2, parkingM2: [267, 400] },
  factory: { ko: "공장", en: "factory", groundHeight: 4.5, upperHeight: 4.2, parkingM2: [233, 350] },
  kindergarten: {
    ko: "유치원·어린이집",
    en: "kindergarten",
    groundHeight: 3.6,
    upperHeight: 3.5,
    parkingM2: [200, 300],
  },
  // 22 risers of 0.16 m, the highest a primary school may have.
  school: { ko: "학교", en: "school", groundHeight: 3.52, upperHeight: 3.52, parkingM2: [200, 300] },
  elderly: { ko: "요양원", en: "care home", groundHeight: 3.4, upperHeight: 3.3, parkingM2: [200, 300] },
  academy: { ko: "학원", en: "academy", groundHeight: 3.7, upperHeight: 3.6, parkingM2: [134, 200] },
} as const satisfies Record<string, Use>;

/** Uses of classrooms along a corridor. */
export const teachingUses: readonly string[] = ["kindergarten", "school", "academy"];
/** Uses of rooms along a corridor. */
export const cellularUses: readonly string[] = ["office", "clinic", "guesthouse", "elderly", ...teachingUses];
/** Uses whose corridors are those of schools by law: 2.4 m between rooms on both sides. */
export const schoolUses: readonly string[] = ["kindergarten", "school"];

/** A use a single storey can have. */
export type UseKey = keyof typeof uses;

/** What is known of a use; anything else is planned as a shop, the most open of them. */
export function useOf(key: string): Use {
  return Object.hasOwn(uses, key) ? uses[key as UseKey] : uses.shop;
}

/** Use of a storey: as the brief says; in a mixed building shops on the ground floor and homes above, homes throughout in one of apartments. */
export function storeyUse(brief: Brief, storey: number): UseKey {
  const named = brief.storeyUses.find((entry) => entry.storey === storey)?.use ?? brief.use;
  if (named === "mixed") return storey <= 1 ? "shop" : "house";
  if (named === "apartments") return "house";
  return Object.hasOwn(uses, named) ? (named as UseKey) : "shop";
}

/** Numbers of the brief's storeys, lowest first: basements are -1, -2, ... */
export function storeyNumbers(brief: Brief): number[] {
  const below = Array.from({ length: brief.basements }, (_, i) => i - brief.basements);
  return [...below, ...Array.from({ length: Math.max(1, brief.storeys) }, (_, i) => i + 1)];
}

/** Gross floor area of each storey, m2. */
export const storeyArea = (brief: Brief): number => brief.areaM2 / storeyNumbers(brief).length;

/**
 * Parking spaces: those the uses ask for, or more if the brief does. Half a space and more rounds up, homes of a mixed
 * building have one each.
 */
export function parkingNeeded(brief: Brief, areas: readonly { use: string; areaM2: number; homes: number }[]): number {
  const column = inSeoul(brief) ? 0 : 1;
  let share = 0;
  let homes = 0;
  let homesArea = 0;
  for (const { use, areaM2, homes: count } of areas) {
    if (use === "house") {
      homes += count;
      homesArea += areaM2;
    } else share += areaM2 / useOf(use).parkingM2[column];
  }
  const detached = homesArea > 50 ? Math.floor(1.5 + Math.max(0, (homesArea - 150) / 100)) : 0;
  const due = Math.floor(share + 0.5) + (homes > 1 ? homes : detached);
  return Math.max(due, brief.rooms.find(({ kind }) => kind === "parking")?.count ?? 0);
}
