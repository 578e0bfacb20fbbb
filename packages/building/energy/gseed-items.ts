import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { Energy } from "@viba/contracts/gen/viba/aec/v1/energy_pb";
import { OpeningKind, type Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { area } from "../geometry/polygon.ts";
import { primaryFactors } from "./systems.ts";

/** What the items look at. */
export interface GseedCase {
  readonly brief: Brief;
  readonly plan: Plan;
  readonly energy: Energy;
  readonly residential: boolean;
}

/** How an item's points were found: from the plan, or on condition that the specification says so later. */
export type Evidence = "measured" | "condition" | "unknown";

/** One item of the assessment. */
export interface GseedItem {
  readonly title: string;
  readonly best: number;
  readonly evidence: Evidence;
  readonly points: (look: GseedCase) => number;
  readonly note: (look: GseedCase) => string;
}

/** A field of expertise with its weight in the total of 100, for homes and for others. */
export interface GseedField {
  readonly name: string;
  readonly weight: { readonly residential: number; readonly other: number };
  readonly items: readonly GseedItem[];
}

const measured = (title: string, best: number, points: GseedItem["points"], note: GseedItem["note"]): GseedItem => ({
  title,
  best,
  evidence: "measured",
  points,
  note,
});

/** A share of the points, if the specification keeps the promise. */
const condition = (title: string, best: number, share: number, promise: string): GseedItem => ({
  title,
  best,
  evidence: "condition",
  points: () => best * share,
  note: () => `전제: ${promise}.`,
});

const unknown = (title: string, best: number, why: string): GseedItem => ({
  title,
  best,
  evidence: "unknown",
  points: () => 0,
  note: () => `확인 필요: ${why}.`,
});

const has = (look: GseedCase, system: string) => look.plan.systems.includes(system);
const installed = (title: string, best: number, system: string, name: string): GseedItem =>
  measured(
    title,
    best,
    (look) => (has(look, system) ? best : 0),
    (look) => (has(look, system) ? `${name} 설치` : `${name} 없음`),
  );

/** Points by steps: the first limit that `value` reaches. */
function steps(value: number, rows: readonly (readonly [limit: number, points: number])[]): number {
  return rows.find(([limit]) => value >= limit)?.[1] ?? 0;
}

const siteArea = (look: GseedCase) => area((look.plan.site ?? look.brief.site)?.boundary?.points ?? []);
const greenShare = (look: GseedCase) => look.plan.landscapeArea / Math.max(1, siteArea(look));
const percent = (share: number) => `${(share * 100).toFixed(0)} %`;

/** Primary energy used, before what the panels make, kWh/(m2 a). */
function primaryUsed({ energy }: GseedCase): number {
  const made = energy.months.reduce((sum, month) => sum + month.solar, 0);
  return energy.primaryEnergy + (made * primaryFactors.electricity) / Math.max(1, energy.floorArea);
}

/** Openable window area over the area of the rooms people stay in. */
function openableShare({ plan }: GseedCase): number {
  let rooms = 0;
  let openable = 0;
  for (const storey of plan.storeys) {
    const stay = storey.spaces.filter((space) => space.habitable);
    const ids = new Set(stay.map((space) => space.id));
    rooms += stay.reduce((sum, space) => sum + area(space.net?.points ?? []), 0);
    openable += storey.openings
      .filter((item) => item.kind === OpeningKind.WINDOW && item.spaces.some((id) => ids.has(id)))
      .reduce((sum, item) => sum + item.width * item.height * item.openable, 0);
  }
  return rooms > 0 ? openable / rooms : 0;
}

const bigCities = new Set(["서울", "부산", "대구", "인천", "광주", "대전", "울산"]);

/** Fields and items; weights and points follow the order of size of the public standard and are assumptions. */
export const gseedFields: readonly GseedField[] = [
  {
    name: "토지이용 및 교통",
    weight: { residential: 10, other: 10 },
    items: [
      condition("기존 대지의 생태학적 가치", 2, 0.5, "이미 개발된 시가지의 대지"),
      condition("일조권 간섭방지 대책", 2, 0.5, "정북 일조 이격을 지킨 배치 (법규 검토서 참고)"),
      measured(
        "대중교통의 근접성",
        2,
        ({ brief }) => (bigCities.has(brief.location?.city ?? "") ? 2 : 1),
        ({ brief }) => `${brief.location?.city || "지역 미상"}: 도시 규모로 짐작`,
      ),
      installed("친환경 이동수단", 2, "ev_charger", "전기차 충전기"),
    ],
  },
  {
    name: "에너지 및 환경오염",
    weight: { residential: 25, other: 30 },
    items: [
      measured(
        "에너지 성능",
        12,
        (look) =>
          steps(-primaryUsed(look), [
            [-80, 12],
            [-110, 10],
            [-140, 8],
            [-180, 6],
            [-230, 4],
          ]),
        (look) => `1차에너지 사용량 ${primaryUsed(look).toFixed(0)} kWh/㎡·년`,
      ),
      measured(
        "신·재생에너지 이용",
        3,
        ({ energy }) =>
          steps(energy.selfSufficiency, [
            [20, 3],
            [10, 2],
            [2, 1],
          ]),
        ({ energy }) => `에너지자립률 ${energy.selfSufficiency.toFixed(0)} %`,
      ),
      installed("조명에너지 절약", 4, "led", "LED 조명"),
      unknown("에너지 모니터링 및 관리지원 장치", 2, "계량·관리 설비 계획"),
      installed("저탄소 에너지원 기술", 1, "heat_pump", "히트펌프"),
      condition("오존층 보호 및 지구온난화 저감", 3, 0.5, "지구온난화지수가 낮은 냉매와 단열재"),
    ],
  },
  {
    name: "재료 및 자원",
    weight: { residential: 18, other: 15 },
    items: [
      condition("환경성선언 제품(EPD)의 사용", 4, 0.5, "주요 자재에 환경성선언 제품"),
      condition("저탄소 자재의 사용", 2, 0.5, "저탄소 인증 자재"),
      condition("자원순환 자재의 사용", 2, 0.5, "재활용 자재"),
      condition("유해물질 저감 자재의 사용", 2, 0.5, "유해물질 저감 자재"),
      condition("재활용가능자원의 보관시설", 1, 0.5, "분리수거 공간"),
    ],
  },
  {
    name: "물순환관리",
    weight: { residential: 10, other: 10 },
    items: [
      measured(
        "빗물관리",
        5,
        (look) =>
          steps(greenShare(look), [
            [0.3, 5],
            [0.2, 4],
            [0.15, 3],
            [0.1, 2],
            [0.05, 1],
          ]),
        (look) => `빗물이 스며드는 땅 ${percent(greenShare(look))}`,
      ),
      installed("빗물 및 유출지하수 이용", 4, "rainwater", "빗물 저장조"),
      condition("절수형 기기 사용", 3, 0.5, "절수형 위생기구"),
      condition("물 사용량 모니터링", 2, 0.5, "용도별 수도 계량"),
    ],
  },
  {
    name: "유지관리",
    weight: { residential: 7, other: 7 },
    items: [
      condition("건설현장의 환경관리 계획", 2, 0.5, "시공 환경관리 계획서"),
      condition("운영·유지관리 문서 및 매뉴얼", 2, 1, "유지관리 매뉴얼"),
      condition("사용자 매뉴얼", 1, 1, "사용자 안내서"),
      unknown("녹색건축인증 관련 정보제공", 3, "안내 시설"),
    ],
  },
  {
    name: "생태환경",
    weight: { residential: 10, other: 10 },
    items: [
      measured(
        "자연지반 녹지율",
        4,
        (look) =>
          steps(greenShare(look), [
            [0.25, 4],
            [0.2, 3],
            [0.15, 2],
            [0.1, 1],
          ]),
        (look) => `녹지 ${percent(greenShare(look))}`,
      ),
      measured(
        "생태면적률",
        6,
        (look) =>
          steps(greenShare(look), [
            [0.4, 6],
            [0.3, 5],
            [0.2, 4],
            [0.15, 3],
            [0.1, 2],
          ]),
        (look) => `녹지를 생태면적으로 보아 ${percent(greenShare(look))}`,
      ),
      unknown("비오톱 조성", 4, "생물서식공간 계획"),
    ],
  },
  {
    name: "실내환경",
    weight: { residential: 20, other: 18 },
    items: [
      condition("실내공기 오염물질 저방출 제품", 6, 0.5, "실내 마감에 저방출 자재"),
      measured(
        "자연 환기성능 확보",
        2,
        (look) =>
          steps(openableShare(look), [
            [0.1, 2],
            [0.05, 1],
          ]),
        (look) => `여는 창 면적이 거실 바닥의 ${percent(openableShare(look))}`,
      ),
      installed("환기성능 확보", 2, "heat_recovery", "전열교환 환기"),
      condition("자동온도조절장치", 2, 1, "실별 온도조절"),
      condition("경계벽·교통소음 차음성능", 2, 0.5, "차음 구조"),
      condition("빛환경과 휴식공간", 2, 0.5, "눈부심 방지와 휴게 공간"),
    ],
  },
];
