import { clone } from "@bufbuild/protobuf";
import type { Energy } from "@viba/contracts/gen/viba/aec/v1/energy_pb";
import { type Plan, PlanSchema } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { describe, expect, test } from "vitest";
import { sample } from "../law/sample.ts";
import { byMonth } from "./calendar.ts";
import { climates } from "./climate.ts";
import { estimateEnergy } from "./estimate.ts";
import { radiationOn } from "./irradiance.ts";
import { screenEnergy } from "./monthly.ts";
import { monthlyOn, monthSuns } from "./monthly-sun.ts";
import { weatherOf } from "./weather.ts";
import { azimuths, upright } from "./zone-model.ts";

const year = (energy: Energy, part: "heating" | "cooling" | "lighting" | "hotWater" | "ventilation" | "solar") =>
  energy.months.reduce((sum, month) => sum + month[part], 0);
const uses = ["house", "cafe", "office", "guesthouse", "clinic", "restaurant", "shop"];

describe.each(Object.entries(climates))("the monthly sun of %s", (_, climate) => {
  const weather = weatherOf(climate);
  const suns = monthSuns(climate);
  test.each([0, 1, 2, 3])("is within an eighth of the hourly one over the year, side %i", (side) => {
    const plane = { tilt: upright, azimuth: azimuths[side] ?? 0 };
    const hourly = byMonth(radiationOn(weather, plane)).reduce((sum, value) => sum + value, 0) / 1000;
    const monthly = monthlyOn(climate, suns, plane).reduce((sum, value) => sum + value, 0);
    expect(Math.abs(monthly / hourly - 1)).toBeLessThan(0.125);
  });
  test("eaves keep off summer more than winter", () => {
    const plane = { tilt: upright, azimuth: 0 };
    const open = monthlyOn(climate, suns, plane);
    const shaded = monthlyOn(climate, suns, plane, { overhang: { depth: 1, gap: 0.5, window: 1.5 } });
    const kept = (month: number) => (shaded[month] ?? 0) / (open[month] ?? 1);
    expect(kept(5)).toBeLessThan(kept(11));
  });
});

describe("the monthly method beside the hourly one", () => {
  test.each(uses)("a %s: primary energy within a tenth, what follows use alone exactly", (use) => {
    for (const climate of Object.keys(climates)) {
      const { plan, brief } = sample({ use, climate, storeys: 2 });
      const [hourly, monthly] = [estimateEnergy(plan, brief), screenEnergy(plan, brief)];
      for (const part of ["lighting", "hotWater", "ventilation"] as const) {
        expect(year(monthly, part) / year(hourly, part), part).toBeCloseTo(1, 6);
      }
      expect(Math.abs(monthly.primaryEnergy / hourly.primaryEnergy - 1), climate).toBeLessThan(0.1);
      expect(Math.abs(year(monthly, "heating") - year(hourly, "heating")), climate).toBeLessThan(500);
    }
  });

  test("is another method: its figures differ", () => {
    const { plan, brief } = sample({ use: "house" });
    const [hourly, monthly] = [estimateEnergy(plan, brief), screenEnergy(plan, brief)];
    expect(monthly.primaryEnergy).not.toBeCloseTo(hourly.primaryEnergy, 1);
    expect(monthly.method).toBe("ISO 13790 monthly (quasi-steady)");
    expect(monthly.assumptions.join(" ")).toContain("약식 평가");
  });
});

describe("the monthly method", () => {
  const { plan, brief } = sample({ use: "house" });
  const base = screenEnergy(plan, brief);
  const changed = (change: (copy: Plan) => void) => {
    const copy = clone(PlanSchema, plan);
    change(copy);
    return screenEnergy(copy, brief);
  };

  test("heats in winter and cools in summer", () => {
    const [january, , , , , , , august] = base.months;
    expect(january?.heating).toBeGreaterThan(100);
    expect(january?.cooling).toBeLessThan(10);
    expect(august?.heating).toBeLessThan(1);
    expect(august?.cooling).toBeGreaterThan(100);
  });

  test("more insulation, less heating; heat recovery too", () => {
    const worse = changed((copy) => copy.constructions.forEach((item) => (item.uValue *= 2)));
    expect(year(worse, "heating")).toBeGreaterThan(year(base, "heating") * 1.2);
    const [plain, saved] = [[], ["heat_recovery"]].map((systems) => changed((copy) => (copy.systems = systems)));
    expect(year(saved!, "heating")).toBeLessThan(year(plain!, "heating"));
  });

  test("panels make electricity as the hourly method has it", () => {
    const sunny = clone(PlanSchema, plan);
    sunny.systems.push("pv");
    const [hourly, monthly] = [estimateEnergy(sunny, brief), screenEnergy(sunny, brief)];
    expect(monthly.solarPower).toBe(hourly.solarPower);
    expect(Math.abs(year(monthly, "solar") / year(hourly, "solar") - 1)).toBeLessThan(0.06);
  });

  test("a plan with nothing in it needs nothing, and the same plan twice the same", () => {
    const empty = changed((copy) => (copy.storeys = []));
    expect(empty).toMatchObject({ finalEnergy: 0, primaryEnergy: 0, floorArea: 0 });
    expect(screenEnergy(plan, brief)).toEqual(base);
  });
});
