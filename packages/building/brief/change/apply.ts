import { clone } from "@bufbuild/protobuf";
import { AreaKind, type Brief, BriefSchema } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { spreadUses } from "../defaults.ts";
import type { PlainUse } from "../use-words.ts";
import type { Wanted } from "./wanted.ts";

/** The brief with one part of a follow-up carried out; all else as it was. */
export function applyWanted(before: Brief, wanted: Wanted): Brief {
  const brief = clone(BriefSchema, before);
  brief.storeys = wanted.storeys ?? brief.storeys;
  brief.basements = wanted.basements ?? brief.basements;
  if (wanted.areaM2 !== undefined) setArea(brief, wanted.areaM2, wanted.areaGiven);
  for (const room of wanted.rooms ?? []) setRoom(brief, room);
  if (wanted.styles !== undefined) brief.styles = [...wanted.styles];
  if (wanted.certificates !== undefined) brief.certificates = [...wanted.certificates];
  brief.exclusions = [...new Set([...brief.exclusions, ...(wanted.without ?? [])])];
  if (brief.basements > 0) brief.exclusions = brief.exclusions.filter((name) => name !== "basement");
  brief.roof = wanted.roof ?? brief.roof;
  if (wanted.anotherSeed === true) brief.seed += 1n;
  if (wanted.place !== undefined) {
    const { name, city, zone, climate, latitude, longitude } = wanted.place;
    brief.location = { $typeName: "viba.aec.v1.Location", name, city, zone, climate, latitude, longitude };
  }
  setUses(brief, before, wanted);
  return brief;
}

function setArea(brief: Brief, areaM2: number, given: Wanted["areaGiven"]): void {
  brief.areaM2 = areaM2;
  brief.areaKind = AreaKind.GROSS_FLOOR;
  brief.areaGiven = given?.given ?? 0;
  brief.areaUnit = given?.unit ?? "";
}

function setRoom(brief: Brief, { kind, count, areaM2 = 0 }: NonNullable<Wanted["rooms"]>[number]): void {
  const room = brief.rooms.find((wish) => wish.kind === kind);
  brief.exclusions = brief.exclusions.filter((name) => count === 0 || name !== kind);
  if (count === 0) brief.rooms = brief.rooms.filter((wish) => wish !== room);
  else if (room !== undefined) Object.assign(room, { count, areaM2: areaM2 || room.areaM2 });
  else brief.rooms.push({ $typeName: "viba.aec.v1.RoomWish", kind, count, areaM2 });
}

/** A storey's use named for itself makes a mix; more storeys of a mix are filled as when it was first read. */
function setUses(brief: Brief, before: Brief, wanted: Wanted): void {
  if (wanted.use !== undefined) {
    brief.use = wanted.use;
    brief.storeyUses = [];
    return;
  }
  const { storeyUse } = wanted;
  const resized = brief.storeys !== before.storeys || brief.basements !== before.basements;
  if (storeyUse === undefined && !(resized && brief.use === "mixed")) return;
  const named = new Map<number, PlainUse>();
  for (const { storey, use } of before.storeyUses) {
    if (storey <= brief.storeys && -storey <= brief.basements) named.set(storey, use as PlainUse);
  }
  if (before.use !== "mixed") {
    for (let storey = 1; storey <= brief.storeys; storey += 1) named.set(storey, before.use as PlainUse);
  }
  if (storeyUse !== undefined) named.set(storeyUse.storey, storeyUse.use);
  const parts = [...new Set(named.values())];
  brief.use = parts.length > 1 ? "mixed" : (parts[0] ?? brief.use);
  const { storeys, basements } = brief;
  const unused = new Set(
    before.use === "mixed" ? cellars(before.basements).filter((cellar) => !named.has(cellar)) : [],
  );
  const spread = parts.length > 1 ? spreadUses({ parts, byStorey: named, storeys, basements, unused }) : [];
  brief.storeyUses = spread.map(({ storey, use }) => ({ $typeName: "viba.aec.v1.StoreyUse", storey, use }));
}

function cellars(basements: number): number[] {
  return Array.from({ length: basements }, (_, index) => -1 - index);
}
