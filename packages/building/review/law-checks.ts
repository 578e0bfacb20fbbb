import { bounds } from "../geometry/polygon.ts";
import { area } from "../geometry/polygon.ts";
import { Verdict } from "@viba/contracts/gen/viba/aec/v1/code_pb";
import { type Judged, named, unit } from "./judged.ts";
import { type Measured, useOf } from "./measure.ts";

/** What the code report says, and the accessible toilet. */
export function lawChecks(measured: Measured): Judged[] {
  return [codeCheck(measured), ...accessCheck(measured)];
}

function codeCheck({ codeReport }: Measured): Judged {
  const failed = codeReport.findings.filter((finding) => finding.verdict === Verdict.FAIL);
  const bound = codeReport.findings.filter((finding) =>
    [Verdict.PASS, Verdict.FAIL].some((verdict) => verdict === finding.verdict),
  );
  const first = failed[0];
  return {
    id: "law.code",
    ko: "법규 부적합 없음",
    en: "no failure of the building code",
    weight: 4,
    hard: true,
    score: bound.length === 0 ? 0 : unit(1 - failed.length / 4),
    passed: failed.length === 0 && bound.length > 0,
    measured: first
      ? `부적합 ${failed.length}건 (${named(failed.map((finding) => finding.titleKo))})`
      : `적합 ${bound.length}건`,
    demanded: "부적합 0건",
    elements: failed.flatMap((finding) => finding.elements),
    fix: failed.map((finding) => `${finding.titleKo}: ${finding.measured} → ${finding.demanded}.`).join(" "),
  };
}

function accessCheck(measured: Measured): Judged[] {
  const { brief, storeys } = measured;
  const cafeM2 = storeys
    .filter((storey) => useOf(measured, storey) === "cafe")
    .reduce((sum, storey) => sum + storey.grossM2, 0);
  const target = brief.certificates.includes("BF") || (cafeM2 >= 50 && brief.permitDate >= "2022-05-01");
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
      measured: fit ? `${fit.small.toFixed(2)} × ${fit.large.toFixed(2)} m` : "없음",
      demanded: "1.60 × 2.00 m 이상",
      elements: fit ? [fit.key] : [],
      fix: "1.6 × 2.0 m 이상의 장애인 화장실을 두십시오.",
    },
  ];
}
