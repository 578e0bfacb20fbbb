import { describe, expect, test } from "vitest";
import { parseBrief } from "../brief/parse.ts";
import { certify } from "../energy/certify.ts";
import { estimateEnergy } from "../energy/estimate.ts";
import { primaryFactors } from "../energy/systems.ts";
import { checkCode } from "../law/check.ts";
import { planOf } from "../plan/testing.ts";
import { certificateResult } from "./certificates.ts";
import { energyChain, needsOf, primaryBefore } from "./energy.ts";
import { energySheet } from "./set/energy.ts";

function designOf(text: string) {
  const read = parseBrief({ text, permitDate: "2026-11-22", seed: 1n, siteGeojson: "" });
  if (!read.ok) throw new Error(`not understood: ${text}`);
  const plan = planOf(read.brief);
  const energy = estimateEnergy(plan, read.brief);
  return { plan, energy, brief: read.brief, certification: certify(read.brief, plan, energy) };
}

describe.each([
  ["3층 상업+주거 복합건물을 친환경 인증 받을 수 있게 설계해줘", "주거용", "우수 66"],
  ["녹색건축 인증을 받는 2층 사무실 300㎡", "비주거용", "우수 70"],
])("%s", (text, scale, limit) => {
  const { plan, energy, brief, certification } = designOf(text);

  test("certificate, its notes and the code check are of one scale", () => {
    const [certificate] = certification.certificates;
    expect(certificateResult(certificate!, plan)).toContain(`점 · ${scale} 기준)`);
    expect(certification.assumptions.join(" ")).toContain(` ${scale} 기준으로`);
    const row = checkCode(plan, brief, {}).findings.find(({ rule }) => rule === "gseed");
    expect(row?.demanded).toMatch(new RegExp(`^${scale}: .*${limit}`));
  });

  test("the sheet calls needs by their name and leads from them to what counts", () => {
    const sheet = energySheet(plan.title, { plan, energy, certification }, "2026-11-22");
    expect(sheet).toContain("요구량 kWh/월");
    expect(sheet).toContain(energyChain(energy));
    expect(energyChain(energy)).toContain(
      `요구량 ${needsOf(energy).toFixed(1)} → 최종 ${energy.finalEnergy.toFixed(1)} → 1차`,
    );
    expect(sheet).toContain("1차에너지 (태양광 뺀 뒤)");
  });

  test("primary energy before the panels less what they make is that after them", () => {
    const made = energy.months.reduce((sum, { solar }) => sum + solar, 0) * primaryFactors.electricity;
    expect(primaryBefore(energy) - made / energy.floorArea).toBeCloseTo(energy.primaryEnergy, 6);
    expect((made / energy.floorArea / primaryBefore(energy)) * 100).toBeCloseTo(energy.selfSufficiency, 6);
  });
});

test("without panels there is no before and after", () => {
  const { plan, energy } = designOf("120㎡ 사무실 단층");
  expect(energy.solarPower).toBe(0);
  const sheet = energySheet(plan.title, { plan, energy }, "2026-11-22");
  expect(sheet).not.toContain("태양광 뺀");
  expect(energyChain(energy)).not.toContain("태양광");
});
