import { area, bounds } from "../geometry/polygon.ts";
import { Verdict } from "@viba/contracts/gen/viba/aec/v1/code_pb";
import { type Judged, named, unit } from "./judged.ts";
import { type Measured, useOf } from "./measure.ts";
import { metreFigure, metres } from "../law/figures.ts";

/** Rules that a check of this review measures itself, in the file: one fault must not be counted twice. */
const measuredBy: readonly (readonly [rule: RegExp, check: string])[] = [
  [/^sun\.n\./, "site.north"],
  [/^room\.light$/, "daylight"],
  [/^room\.h$/, "ceiling"],
  [/^fire\.window$/, "fire.windows"],
  [/^st\.(w|school|design)/, "stairs.size"],
  [/^st\.head$/, "stairs.headroom"],
  [/^st\.landing$/, "stairs.landing"],
  [/^cor\./, "corridor"],
  [/^egress\./, "egress.distance"],
  [/^fc\./, "compartments"],
  [/^room\.damp$/, "style.hanok.floor"],
];

/** The check of the review that measures a rule itself; undefined where none does. */
export function checkOfRule(rule: string): string | undefined {
  return measuredBy.find(([pattern]) => pattern.test(rule))?.[1];
}

/** What the code report says beyond the checks so far, and the accessible toilet. */
export function lawChecks(measured: Measured, others: readonly Judged[]): Judged[] {
  return [codeCheck(measured, others), ...accessCheck(measured)];
}

function codeCheck({ codeReport }: Measured, others: readonly Judged[]): Judged {
  const failing = new Set(others.filter((one) => one.hard && !one.passed).map((one) => one.id));
  const counted = (rule: string) => measuredBy.some(([pattern, check]) => pattern.test(rule) && failing.has(check));
  const all = codeReport.findings.filter((finding) => finding.verdict === Verdict.FAIL);
  const failed = all.filter((finding) => !counted(finding.rule));
  const bound = codeReport.findings.filter((finding) =>
    [Verdict.PASS, Verdict.FAIL].some((verdict) => verdict === finding.verdict),
  );
  const elsewhere = all.length - failed.length;
  const rest = elsewhere > 0 ? `, 다른 항목에서 센 것 ${elsewhere}건` : "";
  return {
    id: "law.code",
    ko: "그 밖의 법규 부적합 없음",
    en: "no other failure of the building code",
    weight: 4,
    hard: true,
    score: bound.length === 0 ? 0 : unit(1 - failed.length / 4),
    passed: failed.length === 0 && bound.length > 0,
    measured:
      failed.length > 0
        ? `부적합 ${failed.length}건 (${named(failed.map((finding) => finding.titleKo))})${rest}`
        : `판정 ${bound.length}건 중 0건${rest}`,
    demanded: "부적합 0건",
    elements: failed.flatMap((finding) => finding.elements),
    fix: failed.map((finding) => `${finding.titleKo}: ${finding.measured} → ${finding.demanded}.`).join(" "),
  };
}

function accessCheck(measured: Measured): Judged[] {
  const { brief, storeys } = measured;
  const foodM2 = storeys
    .filter((storey) => ["cafe", "restaurant"].includes(useOf(measured, storey)))
    .reduce((sum, storey) => sum + storey.grossM2, 0);
  const target = brief.certificates.includes("BF") || (foodM2 >= 50 && brief.permitDate >= "2022-05-01");
  if (!target) return [];
  const fit = storeys
    .flatMap(({ read }) => read.spaces)
    .filter((space) => space.accessible && /wc|toilet|bath/.test(space.kind) && area(space.ring) > 0)
    .map((space) => {
      const box = bounds(space.ring);
      const sides = [box.maxX - box.minX, box.maxY - box.minY].toSorted((a, b) => a - b);
      return { key: space.key, small: sides[0]!, large: sides[1]! };
    })
    .toSorted((a, b) => b.small - a.small)[0];
  const ok = fit !== undefined && fit.small >= 1.6 - 1e-3 && fit.large >= 2 - 1e-3;
  return [
    {
      id: "access.wc",
      ko: "장애인 화장실",
      en: "accessible WC",
      weight: 2,
      score: ok ? 1 : fit ? unit(Math.min(fit.small / 1.6, fit.large / 2)) * 0.7 : 0,
      passed: ok,
      measured: fit ? `${metreFigure(fit.small)} × ${metres(fit.large)}` : "없음",
      demanded: "1.60 × 2.00 m 이상",
      elements: fit ? [fit.key] : [],
      fix: "1.6 × 2.0 m 이상의 장애인 화장실을 두십시오.",
    },
  ];
}
