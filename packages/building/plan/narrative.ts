import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { Plan, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { kindOf, opening } from "../concept/narrative.ts";
import { yardOf } from "../concept/yard-of.ts";
import { roofName } from "../drawing/building-words.ts";
import { outerFaces, ringOf } from "../geometry/plan-shape.ts";
import { area, bounds } from "../geometry/polygon.ts";
import { ideaOf, type Told } from "./narrative-ideas.ts";

const structures: Readonly<Record<string, Told>> = {
  rc: { ko: "철근콘크리트조", en: "Reinforced concrete" },
  timber: { ko: "목구조", en: "Timber frame" },
  steel: { ko: "철골조", en: "Steel frame" },
};

const roofs: Readonly<Record<string, string>> = { flat: "a flat roof", gable: "a gable roof", hip: "a hip roof" };

/**
 * The building in a few sentences of Korean and English, told from what was laid out: nothing is said of it that
 * can't be measured in the plan.
 */
export function narrativeOf(plan: Plan, brief: Brief): Told {
  const above = plan.storeys.filter(({ number }) => number > 0);
  const first = opening({
    grossM2: plan.grossFloorArea,
    above: above.length,
    below: plan.storeys.length - above.length,
    use: kindOf(
      brief,
      plan.storeys.map(({ use }) => use),
    ),
  });
  const told = [first, ideaOf(plan), sizeOf(plan, above), detailOf(plan, brief)];
  const join = (language: keyof Told) =>
    told.flatMap((one) => (one && one[language] !== "" ? [one[language]] : [])).join(" ");
  return { ko: join("ko"), en: join("en") };
}

/** Structure and the outside of the walls above ground, as elevations give it. */
function sizeOf({ concept }: Plan, above: readonly Storey[]): Told {
  const { minX, minY, maxX, maxY } = bounds(above.flatMap(outerFaces));
  const size = `${(maxX - minX).toFixed(2)} × ${(maxY - minY).toFixed(2)} m`;
  const structure = structures[concept?.structure ?? ""] ?? structures["rc"]!;
  return {
    ko: `${structure.ko}이며 바깥에서 잰 크기는 ${size}입니다.`,
    en: `${structure.en}, ${size} by the outside of its walls.`,
  };
}

function detailOf(plan: Plan, brief: Brief): Told | undefined {
  if (plan.concept?.typology === "courtyard") return bayDetail(plan);
  if ((plan.roof?.solarArea ?? 0) > 0) {
    return {
      ko: "지붕의 태양광 모듈로 쓰는 전기의 일부를 얻습니다.",
      en: "Solar panels on the roof yield part of the electricity.",
    };
  }
  const kind = plan.roof?.kind ?? "";
  if (brief.styles.includes("modern") && kind === "flat") {
    return {
      ko: "넓은 유리면과 평지붕으로 간결한 인상을 만듭니다.",
      en: "Wide glass and a flat roof keep it plain.",
    };
  }
  return (kind === "flat" ? stairDetail(plan) : undefined) ?? roofDetail(plan);
}

/** Bays and roof of a hanok round its yard. */
function bayDetail(plan: Plan): Told | undefined {
  const grid = plan.concept && yardOf(plan.concept);
  const roof = roofDetail(plan);
  if (!grid) return roof;
  const bays = Math.round(plan.grossFloorArea / grid.bay ** 2);
  return {
    ko: `칸 간격 ${grid.bay.toFixed(2)} m의 ${grid.shape}자 평면(${bays}칸)입니다. ${roof?.ko ?? ""}`.trim(),
    en: `It has ${bays} bays of ${grid.bay.toFixed(2)} m. ${roof?.en ?? ""}`.trim(),
  };
}

function roofDetail(plan: Plan): Told | undefined {
  const { roof } = plan;
  const english = roofs[roof?.kind ?? ""];
  const kind = english && { ko: `${roofName(plan)}을`, en: english };
  if (!kind || !roof) return undefined;
  const eaves = roof.eaves > 0.05 ? roof.eaves.toFixed(1) : "";
  return {
    ko: eaves === "" ? `${kind.ko} 얹었습니다.` : `${kind.ko} 얹고 처마를 ${eaves} m 내밀었습니다.`,
    en: eaves === "" ? `It has ${kind.en}.` : `It has ${kind.en} with eaves of ${eaves} m.`,
  };
}

/** Stairs that stand above one another on all storeys; undefined where they don't, or where there are none. */
function stairDetail({ storeys }: Plan): Told | undefined {
  const placesOf = (storey: Storey) =>
    storey.spaces
      .filter(({ kind }) => kind === "stair")
      .map(({ gross }) => ringOf(gross))
      .filter((ring) => area(ring) > 0)
      .map((ring) => {
        const { minX, minY } = bounds(ring);
        return `${minX.toFixed(1)},${minY.toFixed(1)}`;
      })
      .toSorted()
      .join(" ");
  const places = new Set(storeys.map(placesOf));
  if (storeys.length < 2 || places.size !== 1 || places.has("")) return undefined;
  return {
    ko: "계단실을 층마다 같은 자리에 두었습니다.",
    en: "The stairs stand in the same place on every storey.",
  };
}
