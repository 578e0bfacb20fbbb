import { clone } from "@bufbuild/protobuf";
import { type Brief, BriefSchema } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { Assumption } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { makeConcept } from "../../concept/concept.ts";
import { InfeasibleBrief } from "../../concept/infeasible.ts";
import { isStackedHomes, parkingEstimate } from "../../concept/massing.ts";
import { makePlan } from "../../plan/plan.ts";
import { problemsOf } from "../../plan/problems.ts";
import { assume, shownArea } from "../assumptions.ts";
import { assumeZone, notLeftOut, roadWidthFor } from "../assumed.ts";
import { areaRange, grossOutside, wholeClash } from "../contradictions.ts";
import { places } from "../place-table.ts";
import { contradiction, type Problem } from "../problem.ts";
import { assumedPlot, limitsOf } from "../site.ts";
import { titlesOf, tradeIn } from "../titles.ts";
import { changesBetween } from "./diff.ts";

/** A changed brief that holds together, or what contradicts. */
export type Finished =
  | { readonly ok: true; readonly brief: Brief; readonly titleEn: string }
  | { readonly ok: false; readonly problem: Problem };

/** Checks the changed brief as a whole, keeps or enlarges its plot, and brings title and assumptions up to date. */
export function finish(before: Brief, changed: Brief, text: string, notes: readonly Assumption[]): Finished {
  const brief = clone(BriefSchema, changed);
  const wrong = problemOf(before, brief);
  if (wrong !== undefined) return { ok: false, problem: wrong };
  const plot = fitPlot(before, brief);
  const title = titleOf(before, brief);
  brief.title = title.ko;
  brief.text = chained(before.text, text);
  const subjects = new Set(changesBetween(before, brief).map((change) => change.subject));
  const moved = subjects.has("place");
  const place = places.find(({ name }) => name === brief.location?.name);
  brief.assumed = [
    ...before.assumed.filter(({ subject }) => !outdated(subject, subjects)),
    ...notes,
    ...(moved && place !== undefined ? assumeZone(place) : []),
    ...(subjects.has("exclusions") ? keptRooms(brief) : []),
    ...plot,
  ];
  return { ok: true, brief, titleEn: title.en };
}

const keptRooms = (brief: Brief): Assumption[] =>
  notLeftOut(brief, brief.storeyUses.length > 0 ? brief.storeyUses.map(({ use }) => use) : [brief.use]);

/** Longest chain of sentences kept as the text of a brief, characters. */
const chainLimit = 4000;

function chained(before: string, text: string): string {
  const chain = `${before} → ${text}`.toWellFormed();
  return chain.length <= chainLimit ? chain : `… → ${text}`.slice(0, chainLimit).toWellFormed();
}

/** Assumptions on what was changed no longer hold. */
function outdated(subject: string, changed: ReadonlySet<string>): boolean {
  const of: Readonly<Record<string, readonly string[]>> = {
    area_m2: ["area_m2", "area_kind", "area_given"],
    storeys: ["storeys"],
    basements: ["basements"],
    use: ["use", "storey_uses"],
    storey_uses: ["storey_uses"],
    rooms: ["rooms"],
    exclusions: ["exclusions"],
    place: ["city", "place", "zone", "climate"],
    site: ["site"],
  };
  return [...changed].some((name) => of[name]?.includes(subject) === true);
}

function problemOf(before: Brief, brief: Brief): Problem | undefined {
  if (brief.areaM2 < areaRange.min || brief.areaM2 > areaRange.max) {
    return grossOutside(brief.areaM2, { ...areaRange, ko: "연면적", en: "A gross floor area" });
  }
  const hanok = brief.styles.includes("hanok");
  if (brief.roof !== "" && ((hanok && brief.roof !== "hip") || (brief.roof === "gable" && brief.storeys > 3))) {
    return contradiction(
      "roof",
      hanok
        ? "한옥은 처마가 깊은 우진각지붕으로 설계합니다. 지붕이나 양식 가운데 하나만 바꿔 주세요."
        : `박공지붕은 3층까지 설계합니다. 지금은 ${brief.storeys}층입니다.`,
      hanok ? "A hanok has a hip roof with deep eaves here." : "Gable roofs are designed on up to three storeys.",
      { roof: brief.roof },
    );
  }
  return wholeClash({
    areaM2: brief.areaM2,
    storeys: brief.storeys,
    basements: brief.basements,
    siteM2: isAssumedPlot(before) ? 0 : boxOf(brief).width * boxOf(brief).depth,
    homesOverShops: isStackedHomes(brief),
    rooms: brief.rooms,
    exclusions: brief.exclusions,
  });
}

const isAssumedPlot = (brief: Brief) => brief.assumed.some(({ subject }) => subject === "site");

function boxOf(brief: Brief): { width: number; depth: number } {
  const points = brief.site?.boundary?.points ?? [];
  return { width: Math.max(0, ...points.map(({ x }) => x)), depth: Math.max(0, ...points.map(({ y }) => y)) };
}

/** Whether the changed building can be laid out on the plot as it is: coverage, floor area ratio, parking, sound rooms. */
function fitsPlot(brief: Brief): boolean {
  const { width, depth } = boxOf(brief);
  const { coverage, floorAreaRatio } = limitsOf(brief.location?.zone ?? "");
  const above = (brief.areaM2 * brief.storeys) / (brief.storeys + brief.basements);
  if (above > floorAreaRatio * width * depth || above / brief.storeys > coverage * width * depth) return false;
  try {
    const middle = () => 0.5;
    const plan = makePlan(brief, makeConcept(brief, middle), middle);
    const parked = brief.exclusions.includes("parking") || plan.parking.length >= parkingEstimate(brief);
    return parked && problemsOf(plan).length === 0;
  } catch (error) {
    if (error instanceof InfeasibleBrief) return false;
    throw error;
  }
}

/** The plot stays. Only one that was assumed grows, and only when the changed building does not fit it. */
function fitPlot(before: Brief, brief: Brief): Assumption[] {
  if (!isAssumedPlot(before) || brief.site === undefined || fitsPlot(brief)) return [];
  const had = boxOf(before);
  const needs = assumedPlot({
    areaM2: brief.areaM2,
    storeys: brief.storeys,
    basements: brief.basements,
    zone: brief.location?.zone ?? "",
    use: brief.use,
    courtyard: brief.styles.includes("hanok") && brief.storeys === 1,
    parking: brief.rooms.find(({ kind }) => kind === "parking")?.count ?? 0,
    siteM2: 0,
  });
  const width = Math.max(had.width, needs.width);
  const depth = Math.max(had.depth, needs.depth);
  if (width <= had.width && depth <= had.depth) return [];
  const corners = [
    [0, 0],
    [width, 0],
    [width, depth],
    [0, depth],
  ] as const;
  brief.site.boundary = {
    $typeName: "viba.aec.v1.Polygon",
    points: corners.map(([x, y]) => ({ $typeName: "viba.aec.v1.Point", x, y })),
  };
  brief.site.roadWidth = Math.max(brief.site.roadWidth, roadWidthFor(brief.areaM2));
  const size = `${shownArea(width)} × ${shownArea(depth)} m`;
  return [
    assume(
      "site",
      size,
      `바뀐 건물이 들어가도록 가정한 대지를 ${size}로 넓혔습니다.`,
      `The assumed plot was enlarged to ${size} so that the changed building fits.`,
    ),
  ];
}

/** The client's word for the use stays while the use does. */
function titleOf(before: Brief, brief: Brief): { ko: string; en: string } {
  const place = places.find(({ name }) => name === brief.location?.name);
  const homes = brief.use === "mixed" && brief.storeyUses.some(({ use }) => use === "house");
  const shops = brief.storeyUses.every(({ use }) => use === "house" || use === "shop");
  const parts = homes && shops ? ["shop", "house"] : brief.storeyUses.map(({ use }) => use);
  // A word for homes over shops goes with the homes.
  const stays = before.use === brief.use && (brief.use !== "mixed" || homes);
  const trade = stays ? tradeIn(brief.use, before.title) : undefined;
  return titlesOf({ place, styles: brief.styles, use: brief.use, parts, storeys: brief.storeys, trade });
}
