import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { ProgramSpace, ProgramStorey } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import { leftOut } from "./left-out.ts";
import { roomKind } from "./rooms.ts";

/** Rooms that a narrow building gets in place of others: a kind it has to have, and where it may go. */
interface Swap {
  /** Kinds of which it has to have one. */
  readonly needs: readonly string[];
  /** On the ground floor in a room of the core, or above in the rooms of the first of these kinds that there are. */
  readonly instead: "core" | readonly string[];
}

const swaps: Readonly<Record<string, readonly Swap[]>> = {
  cafe: [
    { needs: ["kitchen"], instead: "core" },
    { needs: ["wc", "wc_accessible"], instead: ["privateroom"] },
  ],
  restaurant: [
    { needs: ["kitchen"], instead: "core" },
    { needs: ["wc", "wc_accessible"], instead: ["pantry"] },
  ],
  house: [
    { needs: ["kitchen", "dining"], instead: "core" },
    { needs: ["bath"], instead: ["dress", "study", "storage"] },
    { needs: ["bedroom"], instead: ["study"] },
  ],
  clinic: [{ needs: ["exam"], instead: ["therapy"] }],
  guesthouse: [{ needs: ["guestroom"], instead: ["lounge"] }],
};

/**
 * Gives storeys what they lacked for want of width: narrow buildings, whose core leaves none for a room they have to have,
 * get it in place of another: the kitchen of a house in the core, its bath on the storeys above.
 */
export function narrowFit(brief: Brief, storeys: readonly ProgramStorey[]): void {
  const ground = storeys.find((storey) => storey.storey === 1);
  if (storeys.every((storey) => storey.storey <= 1)) return;
  const left = leftOut(brief, ground?.use ?? "");
  const lacking = (swaps[ground?.use ?? ""] ?? []).filter(
    ({ needs }) =>
      !left.has(needs[0]!) && !storeys.some((storey) => storey.spaces.some((space) => needs.includes(space.kind))),
  );
  for (const { needs, instead } of lacking) {
    for (const space of placesOf(storeys, instead)) become(space, needs[0]!);
  }
}

function placesOf(storeys: readonly ProgramStorey[], instead: Swap["instead"]): ProgramSpace[] {
  if (instead !== "core") {
    const above = storeys.filter((storey) => storey.storey > 1).flatMap((storey) => storey.spaces);
    const found = instead.find((kind) => above.some((space) => space.kind === kind));
    return above.filter((space) => space.kind === found);
  }
  const ground = storeys.find((storey) => storey.storey === 1);
  return (ground?.spaces ?? []).filter((space) => ["bath-1", "wc-1"].includes(space.id)).slice(0, 1);
}

function become(space: ProgramSpace, kind: string): void {
  const { ko, minSide, daylight, wet } = roomKind(kind);
  Object.assign(space, { kind, name: ko, minSide, daylight, wet, public: false });
}
