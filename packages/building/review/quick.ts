import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { type CodeReport, Verdict } from "@viba/contracts/gen/viba/aec/v1/code_pb";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Review } from "@viba/contracts/gen/viba/aec/v1/review_pb";
import { area } from "../geometry/polygon.ts";
import { listedM2, squareMetres } from "../law/figures.ts";
import { contains, ringOf } from "../law/polygon.ts";
import { planStoreys } from "../merit/of-plan.ts";
import { measurePlan, type PlanMetrics } from "../plan/metrics.ts";
import { sameKinds } from "./brief-checks.ts";
import { digestGate } from "./digest.ts";
import { type Judged, named, shareOf, unit } from "./judged.ts";
import { outdoorKinds, wordKo } from "./kinds.ts";
import { withMerit } from "./merit.ts";
import { toReview } from "./to-review.ts";

/** What a quick review looks at: the plan, not the file it was written to. */
export interface QuickInput {
  readonly brief: Brief;
  readonly plan: Plan;
  readonly codeReport: CodeReport;
  /** The model's bytes and the digest they came with. */
  readonly ifc: Uint8Array;
  readonly sha256: string;
}

/** Weight of what only the written file shows (solids, quantities, envelope, doors, windows, stairs), and what it counts for. */
const unseenWeight = 17;
const unseenScore = 0.9;

/**
 * A dozen checks of the plan in place of the forty that measure the written model. What wasn't measured counts as a
 * little less than good: looking at less never earns more than being measured, and a good design's figure stays within
 * 0.05 of the measured one.
 */
export function quickReview(input: QuickInput): Review {
  const { brief, plan, codeReport } = input;
  const metrics = measurePlan(plan);
  const checks: Judged[] = [
    ...digestGate(input.ifc, input.sha256),
    storeyGate(plan, brief),
    siteGate(plan),
    share("gate.reach", "모든 실에 이를 수 있음", "every space reached", metrics.reach, { least: 1, gate: true }),
    areaCheck(plan, brief),
    roomsCheck(plan, brief),
    share("daylight", "거실의 채광", "daylight", metrics.daylight, { least: 1, weight: 4, hard: true }),
    share("aspect", "실의 비례", "proportions of rooms", metrics.aspect, { least: 0.9, weight: 2 }),
    share("adjacency", "이웃해야 할 실", "wished neighbours", metrics.adjacency, { least: 0.95, weight: 2 }),
    circulationCheck(metrics),
    codeCheck(codeReport),
    unseen(),
  ];
  const review = toReview(checks, "평면에서 본 약식 검토: 기록된 IFC 파일은 재지 않았습니다");
  return withMerit(review, planStoreys(plan));
}

interface Bar {
  readonly least: number;
  readonly weight?: number;
  readonly hard?: boolean;
  readonly gate?: boolean;
}

function share(id: string, ko: string, en: string, value: number, bar: Bar): Judged {
  const passed = value >= bar.least - 1e-9;
  return {
    ...{ id, ko, en, passed },
    weight: bar.weight ?? 0,
    ...(bar.hard ? { hard: true } : {}),
    ...(bar.gate ? { gate: true } : {}),
    score: passed ? 1 : unit(value),
    measured: `${Math.floor(value * 100 + 1e-9)} %`,
    demanded: `${bar.least * 100} % 이상`,
    fix: `${ko}이(가) ${bar.least * 100} %가 되도록 평면을 고치십시오.`,
  };
}

function gate(
  id: string,
  ko: string,
  en: string,
  look: Pick<Judged, "passed" | "measured" | "demanded" | "fix">,
): Judged {
  return { id, ko, en, ...look, gate: true, weight: 0, score: look.passed ? 1 : 0 };
}

function storeyGate({ storeys }: Plan, brief: Brief): Judged {
  const above = storeys.filter((storey) => storey.number > 0).length;
  const below = storeys.length - above;
  const wanted = Math.max(1, brief.storeys);
  return gate("gate.storeys", "층수", "storey count as briefed", {
    passed: above === wanted && below === brief.basements && storeys.every((storey) => storey.spaces.length > 0),
    measured: `지상 ${above}층, 지하 ${below}층`,
    demanded: `지상 ${wanted}층, 지하 ${brief.basements}층, 층마다 실`,
    fix: `층수를 지상 ${wanted}층, 지하 ${brief.basements}층으로 맞추고 층마다 실을 두십시오.`,
  });
}

function siteGate({ storeys, site }: Plan): Judged {
  const plot = ringOf(site?.boundary);
  const out = storeys.filter((storey) => !ringOf(storey.outline).every((point) => contains(plot, point, 0.01)));
  const names = out.map((storey) => storey.name);
  return gate("gate.site", "대지 안에 있음", "inside the plot", {
    passed: plot.length >= 3 && out.length === 0,
    measured: plot.length < 3 ? "대지 경계 없음" : `경계 밖 ${out.length}개 층`,
    demanded: "0개 층",
    fix: `건물을 대지 안으로 옮기십시오: ${named(names)}.`,
  });
}

function areaCheck({ storeys }: Plan, { areaM2: wanted }: Brief): Judged {
  const gross = storeys.reduce((sum, storey) => sum + listedM2(area(ringOf(storey.outline))), 0);
  const off = wanted > 0 ? Math.abs(gross - wanted) / wanted : 0;
  return {
    id: "area.gross",
    ko: "연면적(벽 중심선)",
    en: "area by wall centreline",
    weight: 4,
    hard: true,
    score: off <= 0.02 ? 1 : unit(1 - (off - 0.02) * 10),
    passed: off <= 0.02,
    measured: squareMetres(gross),
    demanded: `${squareMetres(wanted)} ±2 %`,
    fix: `연면적을 ${Math.abs(wanted - gross).toFixed(1)} m² ${gross > wanted ? "줄이" : "늘리"}십시오.`,
  };
}

/** Rooms the brief names, by kind; yards and what a use needs beyond that is left to the thorough review. */
function roomsCheck({ storeys, parking }: Plan, { rooms }: Brief): Judged {
  const kinds = storeys.flatMap((storey) => storey.spaces.map((space) => space.kind));
  const count = (wish: string) =>
    wish === "parking" ? parking.length : kinds.filter((kind) => (sameKinds[wish] ?? [wish]).includes(kind)).length;
  const asked = rooms.filter(({ kind }) => !outdoorKinds.has(kind));
  const shares = asked.map((wish) => Math.min(1, count(wish.kind) / Math.max(1, wish.count)));
  const short = asked.filter((_, i) => shares[i]! < 1);
  const names = short.map((wish) => wordKo(wish.kind));
  return {
    id: "programme",
    ko: "요구한 실",
    en: "rooms as briefed",
    weight: 4,
    hard: true,
    score: shareOf(
      shares.reduce((sum, one) => sum + one, 0),
      shares.length,
    ),
    passed: short.length === 0,
    measured: short.length === 0 ? `${asked.length}개 모두` : `빠짐: ${named(names)}`,
    demanded: `${asked.length}개 항목`,
    fix: `요구한 실을 채우십시오: ${named(names)}.`,
  };
}

function circulationCheck({ circulation }: PlanMetrics): Judged {
  const passed = circulation <= 0.3;
  return {
    id: "circulation",
    ko: "복도와 계단의 몫",
    en: "circulation",
    weight: 2,
    score: passed ? 1 : unit(1 - (circulation - 0.3) * 5),
    passed,
    measured: `${(circulation * 100).toFixed(1)} %`,
    demanded: "30 % 이하",
    fix: "복도와 계단의 면적을 줄이십시오.",
  };
}

function codeCheck({ findings }: CodeReport): Judged {
  const failed = findings.filter((finding) => finding.verdict === Verdict.FAIL);
  const bound = findings.filter((finding) => finding.verdict === Verdict.PASS).length + failed.length;
  return {
    id: "law.code",
    ko: "법규 부적합 없음",
    en: "no failure of the building code",
    weight: 4,
    hard: true,
    score: bound === 0 ? 0 : unit(1 - failed.length / 4),
    passed: failed.length === 0 && bound > 0,
    measured: failed.length > 0 ? `부적합 ${failed.length}건` : `판정 ${bound}건 중 0건`,
    demanded: "부적합 0건",
    elements: failed.flatMap((finding) => finding.elements),
    fix: failed.map((one) => `${one.titleKo}: ${one.measured} → ${one.demanded}.`).join(" "),
  };
}

function unseen(): Judged {
  return {
    id: "unmeasured",
    ko: "모델 파일의 실측",
    en: "what only the written model shows",
    weight: unseenWeight,
    score: unseenScore,
    passed: false,
    measured: "재지 않음",
    demanded: "입체·수량·외피·문·창·계단의 실측",
    fix: "정밀 검토로 모델 파일을 재십시오.",
  };
}
