import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { stairFlights } from "./demands.ts";

/** Roof: the one asked for; else a tiled hip roof for a hanok, gable for a nordic or classic house, flat for the rest. */
export function roofOf(brief: Brief): string {
  if (brief.roof !== "") return brief.roof;
  if (brief.styles.includes("hanok")) return "hip";
  const pitched = brief.styles.some((style) => ["nordic", "classic"].includes(style));
  return pitched && brief.storeys <= 3 ? "gable" : "flat";
}

/** Overhang of a roof beyond the outer wall face, metres. */
export const eavesOf = (roof: string): number => (roof === "hip" ? 1.0 : roof === "gable" ? 0.6 : 0);

/** Height of the parapet of a flat roof: a guard, but a mere edge where nobody goes and height costs the smallest plots their yards, metres. */
export const parapetOf = (brief: Brief): number => {
  const walked = brief.rooms.some(({ kind }) => kind === "roof_terrace");
  if (roofOf(brief) !== "flat") return 0;
  return stairFlights(brief) === "compact" && !walked ? 0.5 : 1.2;
};
