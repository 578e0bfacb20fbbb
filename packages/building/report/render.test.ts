import { create } from "@bufbuild/protobuf";
import { CertificationSchema, EnergySchema } from "@viba/contracts/gen/viba/aec/v1/energy_pb";
import { ReviewSchema } from "@viba/contracts/gen/viba/aec/v1/review_pb";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkCode } from "../law/check.ts";
import { sample } from "../law/sample.ts";
import { niceCeiling } from "./energy.ts";
import { escapeText, html } from "./html.ts";
import { renderReport, type ReportInput } from "./render.ts";

const months = Array.from({ length: 12 }, (_, index) => ({
  heating: 900 * Math.max(0, Math.cos((index / 12) * 2 * Math.PI)),
  cooling: 600 * Math.max(0, -Math.cos((index / 12) * 2 * Math.PI)),
  hotWater: 150,
  lighting: 120,
  ventilation: 60,
  solar: 300 + 200 * Math.sin((index / 12) * Math.PI),
}));

function input(): ReportInput {
  const { plan, brief } = sample({ storeys: 3, use: "guesthouse", certificates: ["G-SEED"] });
  brief.text = "3층 게스트하우스를 설계해줘";
  return {
    plan,
    brief,
    codeReport: checkCode(plan, brief, {}),
    review: create(ReviewSchema, {
      quality: 0.912,
      checks: [
        { id: "gate.stairs", titleKo: "층을 잇는 계단", gate: true, passed: true, score: 1 },
        {
          id: "area.gross",
          titleKo: "연면적",
          titleEn: "gross area",
          hard: true,
          passed: false,
          score: 0.4,
          measured: "250 m²",
          demanded: "240 m² ±2 %",
        },
      ],
      fixes: [{ check: "area.gross", text: "3F를 10 m² 줄이십시오." }],
    }),
    energy: create(EnergySchema, {
      months,
      primaryEnergy: 92.4,
      finalEnergy: 60.1,
      selfSufficiency: 31,
      solarPower: 6.4,
      method: "ISO 13790 monthly",
      assumptions: ["서울 기후 평년값"],
    }),
    certification: create(CertificationSchema, {
      certificates: [
        { name: "G-SEED", level: "우수", reached: 67, items: [{ title: "에너지", reached: 9, best: 12 }] },
      ],
    }),
    planSvgs: [{ name: "1층 평면도", svg: "<svg xmlns='http://www.w3.org/2000/svg'/>" }],
  };
}

describe("the report", () => {
  const page = renderReport(input());

  test.each([
    "건축개요",
    "층별 면적표",
    "실별 면적표",
    "3F 소계",
    "합계 (연면적)",
    "72.60 평",
    "@page drawing { size:A3 landscape",
    "@media screen and (max-width:760px)",
    "1층 평면도",
    "소방관 진입창",
    "피난규칙 §18의2",
    "1차에너지",
    "12월 난방",
    "G-SEED · 우수",
    "품질 <b>0.912</b>",
    "3F를 10 m² 줄이십시오.",
    "허가 신청일 2026-11-22",
    "240.00 m² (72.6평)",
    "66.7 %",
  ])("shows %s", (text) => expect(page).toContain(text));

  test("loads nothing and runs nothing", () => {
    expect(page).not.toMatch(/<script|<link|https?:\/\/(?!www\.w3\.org)/i);
    expect(page).toContain("Content-Security-Policy");
  });

  test("leaves out energy and certificates that are not there", () => {
    const short = renderReport({ ...input(), energy: undefined, certification: undefined });
    expect(short).not.toContain("Energy estimate");
    expect(short).not.toContain("Certification estimate");
  });

  test("is the same page for the same input", () => expect(renderReport(input())).toBe(page));
});

describe("texts from outside stay text", () => {
  const attack = `</title><script>alert(1)</script><img src=x onerror="alert('2')">`;

  test.each<[string, (target: ReportInput) => void]>([
    ["sentence", ({ brief }) => (brief.text = attack)],
    ["plan title", ({ plan }) => (plan.title = attack)],
    ["place", ({ brief }) => (brief.location!.name = attack)],
    ["zone", ({ brief }) => (brief.location!.zone = attack)],
    ["style", ({ brief }) => (brief.styles = [attack])],
    ["room name", ({ plan }) => (plan.storeys[0]!.spaces[0]!.name = attack)],
    ["assumption", ({ codeReport }) => (codeReport.assumptions = [attack])],
    ["check", ({ review }) => (review.checks[0]!.measured = attack)],
    ["fix", ({ review }) => (review.fixes[0]!.text = attack)],
    ["energy", ({ energy }) => (energy!.assumptions = [attack])],
    ["certificate", ({ certification }) => (certification!.certificates[0]!.level = attack)],
    ["drawing", ({ planSvgs }) => Object.assign(planSvgs[0]!, { name: attack, svg: attack })],
  ])("%s", (_, put) => {
    const target = input();
    put(target);
    const page = renderReport(target);
    expect(page).not.toContain("<script>");
    expect(page).not.toContain("<img src=x");
  });

  test("any text: nothing that opens a tag or ends an attribute", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(html`${text}`.markup).not.toMatch(/[<>"']/);
        expect(escapeText(text)).toBe(html`${text}`.markup);
      }),
    );
  });
});

test("the chart's top is never below its highest column", () => {
  fc.assert(
    fc.property(fc.double({ min: 1, max: 1e7, noNaN: true }), (value) => {
      expect(niceCeiling(value)).toBeGreaterThanOrEqual(value * (1 - 1e-9));
      expect(niceCeiling(value)).toBeLessThanOrEqual(value * 1.4 + 1e-6);
    }),
  );
});

test("the use of a storey keeps its words whole in a narrow column", () => {
  expect(renderReport(input())).toMatch(/<td class="whole">[가-힣·()]+<\/td>/);
  expect(renderReport(input())).toContain(".whole { overflow-wrap:normal; word-break:keep-all; }");
});
