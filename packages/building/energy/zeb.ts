import type { MessageInitShape } from "@bufbuild/protobuf";
import type { CertificateSchema, Energy } from "@viba/contracts/gen/viba/aec/v1/energy_pb";

/** A grade of the zero-energy certificate (제로에너지건축물 인증 기준, in force since 2025-01-01). */
export interface ZebGrade {
  readonly name: string;
  /** Least self-sufficiency, %. */
  readonly selfSufficiency: number;
  /** Primary energy below this, kWh/(m2 a). */
  readonly residential: number;
  readonly other: number;
}

const grade = (name: string, selfSufficiency: number, residential: number, other: number): ZebGrade => ({
  name,
  selfSufficiency,
  residential,
  other,
});

/** Grades, best first. */
export const zebGrades: readonly ZebGrade[] = [
  grade("플러스등급", 120, -10, -70),
  grade("1등급", 100, 10, -30),
  grade("2등급", 80, 30, 10),
  grade("3등급", 60, 50, 50),
  grade("4등급", 40, 70, 90),
  grade("5등급", 20, 90, 130),
];

/** Place of the best grade each criterion reaches; the number of grades when it reaches none. */
export function zebPlaces(
  selfSufficiency: number,
  primaryEnergy: number,
  residential: boolean,
): { selfSufficiency: number; primaryEnergy: number } {
  const place = (holds: (item: ZebGrade) => boolean) => {
    const index = zebGrades.findIndex(holds);
    return index < 0 ? zebGrades.length : index;
  };
  return {
    selfSufficiency: place((item) => selfSufficiency >= item.selfSufficiency),
    primaryEnergy: place((item) => primaryEnergy < (residential ? item.residential : item.other)),
  };
}

/** First permit date of the criteria of today, and where they were read. */
export const zebSource = {
  from: "2025-01-01",
  text: "제로에너지건축물 인증 기준 (2025-01-01 시행, 2차 자료로 확인)",
} as const;

/** Until then a grade wanted energy efficiency class 1++ (primary energy below this, kWh/(m2 a)) beside its self-sufficiency. */
const efficiencyBefore = { residential: 90, other: 140 } as const;

/** Whose criteria count: homes or others, and which day's. */
export interface ZebCase {
  readonly residential: boolean;
  /** YYYY-MM-DD; empty counts as today's criteria. */
  readonly permitDate: string;
}

/** Zero-energy pre-assessment by the criteria of the permit date. */
export function assessZeb(
  energy: Energy,
  { residential, permitDate }: ZebCase,
): MessageInitShape<typeof CertificateSchema> {
  const earlier = permitDate !== "" && permitDate < zebSource.from;
  return earlier ? beforeTwentyFive(energy, residential) : sinceTwentyFive(energy, residential);
}

/** The criteria before 2025: no plus grade, and primary energy only had to reach one class. General knowledge, unconfirmed. */
function beforeTwentyFive(energy: Energy, residential: boolean): MessageInitShape<typeof CertificateSchema> {
  const limit = residential ? efficiencyBefore.residential : efficiencyBefore.other;
  const efficient = energy.primaryEnergy < limit;
  const grade = zebGrades.find((one) => one.name !== "플러스등급" && energy.selfSufficiency >= one.selfSufficiency);
  return {
    name: "ZEB",
    level: efficient ? (grade?.name ?? "") : "",
    reached: round(energy.selfSufficiency),
    items: [
      {
        title: "에너지자립률 (%)",
        reached: round(energy.selfSufficiency),
        best: 100,
        note: `이 기준만 보면 ${grade?.name ?? "등급 없음"}입니다.`,
      },
      {
        title: `에너지효율등급 1++ (1차에너지소요량 ${limit} kWh/㎡·년 미만, ${residential ? "주거용" : "비주거용"})`,
        reached: round(energy.primaryEnergy),
        best: limit,
        note: `${efficient ? "충족합니다." : "충족하지 못합니다."} 2025년 전의 기준으로, 원문 확인이 필요합니다.`,
      },
    ],
  };
}

/**
 * Zero-energy pre-assessment. Both criteria must hold, so the worse of the two grades counts: the older certificate
 * demanded all its criteria at once, and no source says that the new one takes the better. Each item names its own grade.
 */
function sinceTwentyFive(energy: Energy, residential: boolean): MessageInitShape<typeof CertificateSchema> {
  const places = zebPlaces(energy.selfSufficiency, energy.primaryEnergy, residential);
  const worse = Math.max(places.selfSufficiency, places.primaryEnergy);
  const better = Math.min(places.selfSufficiency, places.primaryEnergy);
  const nameAt = (place: number) => zebGrades[place]?.name ?? "등급 없음";
  const best = zebGrades[0];
  const hint = better < worse ? ` 하나만 만족하면 된다고 보면 ${nameAt(better)}입니다.` : "";
  return {
    name: "ZEB",
    level: zebGrades[worse]?.name ?? "",
    reached: round(energy.selfSufficiency),
    items: [
      {
        title: "에너지자립률 (%)",
        reached: round(energy.selfSufficiency),
        best: best?.selfSufficiency ?? 0,
        note: `이 기준만 보면 ${nameAt(places.selfSufficiency)}입니다.`,
      },
      {
        title: `단위면적당 1차에너지소요량 (kWh/㎡·년, ${residential ? "주거용" : "비주거용"})`,
        reached: round(energy.primaryEnergy),
        best: (residential ? best?.residential : best?.other) ?? 0,
        note: `이 기준만 보면 ${nameAt(places.primaryEnergy)}입니다. 두 기준을 모두 만족해야 하는 것으로 보았습니다.${hint}`,
      },
      {
        title: "에너지관리시스템 또는 원격검침 계량기",
        reached: 0,
        best: 1,
        note: "도면으로 알 수 없습니다. 설계도서에 넣어야 인증을 받을 수 있습니다.",
      },
    ],
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
