import { create } from "@bufbuild/protobuf";
import { AreaKind } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { type Assumption, AssumptionSchema } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import type { AreaReading } from "./area-reading.ts";
import { useNames } from "./use-words.ts";

/** Says what was chosen without being asked, and why. */
export function assume(subject: string, value: string | number, reasonKo: string, reasonEn: string): Assumption {
  return create(AssumptionSchema, { subject, value: String(value), reasonKo, reasonEn });
}

/** Square metres for people: at most two decimals. */
export function shownArea(squareMetres: number): string {
  return String(Math.round(squareMetres * 100) / 100);
}

const kindNames: Readonly<Record<number, { ko: string; en: string }>> = {
  [AreaKind.GROSS_FLOOR]: { ko: "연면적", en: "gross floor area" },
  [AreaKind.FOOTPRINT]: { ko: "건축면적", en: "footprint" },
  [AreaKind.PER_STOREY]: { ko: "층당 바닥면적", en: "area of each storey" },
  [AreaKind.SITE]: { ko: "대지면적", en: "plot" },
};

/** How the figure of area was read, and what became of it. */
export function assumeArea(options: {
  reading: AreaReading;
  areaM2: number;
  use: string;
  storeys: number;
}): Assumption[] {
  const { reading, areaM2, use } = options;
  const value = shownArea(areaM2);
  const name = useNames[use] ?? { ko: use, en: use };
  if (reading.main === undefined || reading.kind === AreaKind.SITE) {
    return [
      assume(
        "area_m2",
        value,
        `연면적을 말하지 않아 ${name.ko}의 보통 크기(${options.storeys}개 층)로 보았습니다.`,
        `No gross floor area was given: the usual size of a ${name.en} with ${options.storeys} storeys.`,
      ),
    ];
  }
  const unit = reading.main.unit === "평" ? "평" : "㎡";
  const shown = `${shownArea(reading.sum?.given ?? reading.main.given)}${unit}`;
  const kind = kindNames[reading.kind] ?? { ko: "연면적", en: "gross floor area" };
  const found: Assumption[] = [];
  if (reading.main.subject === "unsaid" && reading.sum === undefined) {
    const net = reading.main.net === true;
    found.push(
      assume(
        "area_kind",
        "gross_floor",
        `'${shown}'${net ? "(전용면적)을" : unit === "평" ? "을" : "를"} 벽 중심선으로 잰 연면적(지하 포함)으로 보았습니다.`,
        `"${shown}" was taken as the gross floor area by wall centreline, basements included.`,
      ),
    );
  }
  if (reading.main.range !== undefined) {
    const [low, high] = reading.main.range;
    found.push(
      assume(
        "area_given",
        shownArea(reading.main.given),
        `${low}~${high}${unit} 범위의 가운데 값을 잡았습니다.`,
        `The middle of the range ${low} to ${high}.`,
      ),
    );
  }
  if (reading.kind !== AreaKind.GROSS_FLOOR || reading.sum !== undefined) {
    found.push(
      assume(
        "area_m2",
        value,
        reading.sum === undefined
          ? `${kind.ko} ${shown}에 층수를 곱한 연면적입니다.`
          : `나누어 말한 면적의 합(${shown})입니다.`,
        reading.sum === undefined
          ? `The ${kind.en} of ${shown} times the number of storeys.`
          : `The sum of the areas named one by one (${shown}).`,
      ),
    );
  }
  if (reading.sum?.wings === true) {
    found.push(assume("buildings", 1, "본채와 별채를 한 동으로 보았습니다.", "All wings are parts of one building."));
  }
  return found;
}
