import { create } from "@bufbuild/protobuf";
import type { Review } from "@viba/contracts/gen/viba/aec/v1/review_pb";
import { type Check, CheckSchema } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { direction } from "../geometry/vector.ts";
import type { SpaceRead } from "../ifc-read/building.ts";
import type { LitBy } from "../merit/types.ts";
import { meritFigures, meritOf } from "../merit/merit.ts";
import type { MeritFigure, MeritStorey } from "../merit/types.ts";
import { type Measured, useOf } from "./measure.ts";
import type { StoreyMeasure } from "./storey-measure.ts";
import { isOpenAir, sidesOf } from "./places.ts";
import { isGlazed } from "./room-checks.ts";

/** The storeys of the written model as merit sees them. */
export const modelStoreys = (measured: Measured): MeritStorey[] =>
  measured.storeys.map((storey) => {
    const windows = windowsOf(storey);
    const indoors = storey.read.spaces.filter((space) => !space.external);
    return {
      number: storey.number,
      use: useOf(measured, storey),
      rooms: indoors.map((space) => ({ kind: space.kind, ring: space.ring, windows: windows.get(space) ?? [] })),
    };
  });

/** Daylight openings by space. */
function windowsOf(storey: StoreyMeasure): Map<SpaceRead, LitBy[]> {
  const found = new Map<SpaceRead, LitBy[]>();
  for (const opening of storey.openings) {
    if (!isGlazed(opening)) continue;
    const sides = sidesOf(storey, opening);
    if (!sides.some(isOpenAir)) continue;
    for (const side of sides) {
      if (side.kind !== "space" || side.space.external) continue;
      const across = direction(side.at, opening.at);
      if (!across) continue;
      const headM = opening.fromZ + opening.heightM - side.space.fromZ;
      const lit = { at: opening.at, out: across, widthM: opening.widthM, headM };
      found.set(side.space, [...(found.get(side.space) ?? []), lit]);
    }
  }
  return found;
}

/** The review with the merit of these storeys and the figures it is the mean of. */
export function withMerit(review: Review, storeys: readonly MeritStorey[]): Review {
  const figures = meritFigures(storeys);
  if (figures.length === 0) return review;
  review.merit = meritOf(figures);
  review.merits = figures.map(checkOf);
  return review;
}

/** A figure as a check that weighs nothing: quality does not depend on it. */
const checkOf = ({ id, ko, en, score, measured, demanded }: MeritFigure): Check =>
  create(CheckSchema, { id, titleKo: ko, titleEn: en, score, passed: true, measured, demanded });
