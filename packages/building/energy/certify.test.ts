import { clone, create } from "@bufbuild/protobuf";
import { type Energy, EnergySchema } from "@viba/contracts/gen/viba/aec/v1/energy_pb";
import { type Plan, PlanSchema } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { describe, expect, test } from "vitest";
import { sample } from "../law/sample.ts";
import { certify } from "./certify.ts";
import { estimateEnergy } from "./estimate.ts";
import { gseedLevel } from "./gseed.ts";
import { gseedFields } from "./gseed-items.ts";
import { assessZeb } from "./zeb.ts";

const energyOf = (selfSufficiency: number, primaryEnergy: number): Energy =>
  create(EnergySchema, { selfSufficiency, primaryEnergy, floorArea: 100 });

describe("ZEB", () => {
  test.each([
    [120, -11, true, "플러스등급"],
    [120, -10, true, "1등급"],
    [100, 9.9, true, "1등급"],
    [20, 89, true, "5등급"],
    [19.9, 89, true, ""],
    [20, 90, true, ""],
    [20, 90, false, "5등급"],
    [20, 130, false, ""],
    [95, 60, false, "4등급"],
    [60, -80, false, "3등급"],
  ])("%f %% and %f kWh/m2a (residential %s) is %j", (self, primary, residential, level) => {
    expect(assessZeb(energyOf(self, primary), { residential, permitDate: "2025-01-01" })).toMatchObject({
      name: "ZEB",
      level,
    });
  });

  test.each([
    [120, 50, true, "1등급"],
    [20, 89, true, "5등급"],
    [20, 90, true, ""],
    [45, 139, false, "4등급"],
    [45, 140, false, ""],
    [19, 20, true, ""],
  ])("until 2024 %f %% and %f kWh/m2a (residential %s) were %j", (self, primary, residential, level) => {
    const look = assessZeb(energyOf(self, primary), { residential, permitDate: "2024-12-31" });
    expect(look).toMatchObject({ name: "ZEB", level });
    expect(look.items?.[1]?.note).toContain("확인이 필요");
  });

  test("says how the other reading would come out", () => {
    const note = assessZeb(energyOf(95, 60), { residential: false, permitDate: "" }).items?.[1]?.note;
    expect(note).toContain("모두 만족");
    expect(note).toContain("2등급");
  });
});

describe("G-SEED", () => {
  test.each([
    [74, true, "최우수"],
    [73.9, true, "우수"],
    [58, true, "우량"],
    [50, false, "일반"],
    [49.9, true, ""],
    [79.9, false, "우수"],
    [80, false, "최우수"],
  ])("%f points (residential %s) are %j", (points, residential, level) => {
    expect(gseedLevel(points, residential)).toBe(level);
  });

  test("the weights of the fields make 100", () => {
    expect(gseedFields.reduce((sum, field) => sum + field.weight.residential, 0)).toBe(100);
    expect(gseedFields.reduce((sum, field) => sum + field.weight.other, 0)).toBe(100);
  });

  const { plan, brief } = sample({ certificates: ["G-SEED"], storeys: 2 });
  const pointsOf = (look: Plan) => {
    const [certificate] = certify(brief, look, estimateEnergy(look, brief)).certificates;
    return certificate?.reached ?? 0;
  };

  test("no item has more points than its best, and conditions are named as such", () => {
    const [certificate] = certify(brief, plan, estimateEnergy(plan, brief)).certificates;
    for (const item of certificate?.items ?? []) {
      expect(item.reached).toBeLessThanOrEqual(item.best);
      expect(item.reached).toBeGreaterThanOrEqual(0);
      expect(item.note).not.toBe("");
    }
    expect(certificate?.items.some((item) => item.note.startsWith("전제"))).toBe(true);
  });

  test("panels, rainwater and planting raise the points", () => {
    const greener = clone(PlanSchema, plan);
    greener.systems.push("pv", "rainwater", "led", "ev_charger");
    greener.landscapeArea = 18 * 20 * 0.35;
    expect(pointsOf(greener)).toBeGreaterThan(pointsOf(plan) + 8);
  });
});

describe("BF", () => {
  const { plan, brief } = sample({ certificates: ["BF"], storeys: 2 });
  const assess = (look: Plan) => certify(brief, look, energyOf(0, 100)).certificates[0];

  test("two storeys without a lift or an accessible toilet are not there yet", () => {
    const certificate = assess(plan);
    expect(certificate).toMatchObject({ name: "BF", level: "" });
    const bad = certificate?.items.filter((item) => item.reached === 0).map((item) => item.title);
    expect(bad).toContain("승강기 등 수직이동");
    expect(bad).toContain("장애인화장실 대변기칸");
    expect(bad).toContain("장애인전용주차구역");
  });

  test("an accessible parking space mends one item", () => {
    const better = clone(PlanSchema, plan);
    for (const space of better.parking) space.accessible = true;
    expect(assess(better)?.reached ?? 0).toBeGreaterThan(assess(plan)?.reached ?? 0);
  });
});

test("assesses what the brief asks for, in its order, and nothing else", () => {
  const { plan, brief } = sample({ certificates: ["ZEB", "BF", "G-SEED"] });
  const all = certify(brief, plan, estimateEnergy(plan, brief));
  expect(all.certificates.map((certificate) => certificate.name)).toEqual(["ZEB", "BF", "G-SEED"]);
  expect(all.assumptions.join(" ")).toContain("공식 인증 결과가 아닙니다");
  const none = sample();
  expect(certify(none.brief, none.plan, energyOf(0, 0)).certificates).toEqual([]);
});
