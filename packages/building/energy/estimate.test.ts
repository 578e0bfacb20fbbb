import { clone } from "@bufbuild/protobuf";
import { BriefSchema } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { Energy, MonthlyEnergy } from "@viba/contracts/gen/viba/aec/v1/energy_pb";
import { OpeningKind, type Plan, PlanSchema } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { describe, expect, test } from "vitest";
import { sample } from "../law/sample.ts";
import { drawEnergy } from "./drawing.ts";
import { zonesOf } from "./envelope.ts";
import { estimateEnergy } from "./estimate.ts";

type Part = Exclude<keyof MonthlyEnergy, "$typeName" | "$unknown">;

const year = (energy: Energy, part: Part) => energy.months.reduce((sum, month) => sum + month[part], 0);

function changed(plan: Plan, change: (copy: Plan) => void): Plan {
  const copy = clone(PlanSchema, plan);
  change(copy);
  return copy;
}

const wallOf = (plan: Plan, side: string) =>
  plan.storeys[0]?.walls.find((wall) => wall.external && wall.faces === side)?.id ?? "";

/** The sample with all glass taken out and some put into one side. */
function glazedOn(plan: Plan, side: string, area: number): Plan {
  return changed(plan, (copy) => {
    const [storey] = copy.storeys;
    if (storey === undefined) return;
    storey.openings = storey.openings.filter((opening) => opening.kind !== OpeningKind.WINDOW);
    storey.openings.push({
      $typeName: "viba.aec.v1.Opening",
      id: "glass",
      wall: wallOf(plan, side),
      kind: OpeningKind.WINDOW,
      at: 3,
      width: area / 2,
      height: 2,
      sill: 0.5,
      spaces: [storey.spaces[0]?.id ?? ""],
      exit: false,
      openable: 0.5,
      firefighter: false,
    });
  });
}

const { plan, brief } = sample({ use: "house" });
const base = estimateEnergy(plan, brief);

describe("envelope", () => {
  test("walls, roof and floor are those of the sample", () => {
    const [zone] = zonesOf(plan, brief);
    const walls = zone?.wall.reduce((sum, value) => sum + value, 0) ?? 0;
    const holes = plan.storeys[0]?.openings
      .filter((opening) => plan.storeys[0]?.walls.some((wall) => wall.external && wall.id === opening.wall))
      .reduce((sum, opening) => sum + opening.width * opening.height, 0);
    expect(walls + (holes ?? 0)).toBeCloseTo(2 * (10 + 8) * 3.4, 6);
    expect(zone).toMatchObject({ floorArea: 80, roof: 80, heavy: true });
    expect(zone?.roofLoss).toBeCloseTo(80 * 0.14 * 1.08, 6);
    expect(zone?.groundLoss).toBeCloseTo(80 * 0.15 * 0.6, 6);
  });

  test("storeys of one use are one zone; only the top one has a roof", () => {
    const tower = sample({ storeys: 3, uses: ["shop", "house", "house"] });
    const zones = zonesOf(tower.plan, tower.brief);
    expect(zones.map((zone) => [zone.use, zone.floorArea, zone.roof])).toEqual([
      ["shop", 80, 0],
      ["house", 160, 80],
    ]);
  });
});

describe("the estimate", () => {
  test("heats in winter, cools in summer, never the other way round", () => {
    const [january, , , , , , , august] = base.months;
    expect(january?.heating).toBeGreaterThan(100);
    expect(january?.cooling).toBe(0);
    expect(august?.cooling).toBeGreaterThan(100);
    expect(august?.heating).toBe(0);
  });

  test("final energy is the sum of the months through the systems", () => {
    const heat = year(base, "heating") / 0.93 / (3.2 + 0.06 * -1.9) + year(base, "hotWater") / 0.93 / 2.6;
    const cold = year(base, "cooling") / 0.93 / 3.6;
    const pumps = 0.02 * (year(base, "heating") + year(base, "cooling"));
    const electricity = heat + cold + pumps + year(base, "lighting") + year(base, "ventilation");
    expect(base.finalEnergy).toBeCloseTo(electricity / 80, 6);
    expect(base.primaryEnergy).toBeCloseTo((electricity * 2.75) / 80, 6);
  });

  test.each(["house", "cafe", "office", "guesthouse", "clinic", "restaurant", "shop"])(
    "primary energy of a %s is plausible in every region",
    (use) => {
      for (const climate of ["중부1", "중부2", "남부", "제주"]) {
        const look = sample({ use, climate, storeys: 2 });
        const energy = estimateEnergy(look.plan, look.brief);
        expect(energy.primaryEnergy).toBeGreaterThan(60);
        expect(energy.primaryEnergy).toBeLessThan(250);
      }
    },
  );

  test("more insulation, less heating", () => {
    const worse = changed(plan, (copy) => {
      for (const item of copy.constructions) item.uValue *= 2;
    });
    expect(year(estimateEnergy(worse, brief), "heating")).toBeGreaterThan(year(base, "heating") * 1.2);
  });

  test("glass in the south heats less than glass in the north", () => {
    const south = estimateEnergy(glazedOn(plan, "S", 12), brief);
    const north = estimateEnergy(glazedOn(plan, "N", 12), brief);
    expect(year(south, "heating")).toBeLessThan(year(north, "heating"));
    expect(year(south, "cooling")).toBeGreaterThan(year(north, "cooling"));
  });

  test("eaves lower the cooling", () => {
    const glazed = glazedOn(plan, "S", 12);
    const shaded = changed(glazed, (copy) => {
      if (copy.roof) copy.roof.eaves = 1.2;
    });
    expect(year(estimateEnergy(shaded, brief), "cooling")).toBeLessThan(year(estimateEnergy(glazed, brief), "cooling"));
  });

  test("colder regions heat more", () => {
    const heating = ["제주", "남부", "중부2", "중부1"].map((climate) => {
      const look = sample({ use: "house", climate });
      return year(estimateEnergy(look.plan, look.brief), "heating");
    });
    expect(heating).toEqual(heating.toSorted((a, b) => a - b));
  });

  test("a boiler burns gas at 1.1, and makes more final but less of it primary", () => {
    const gas = estimateEnergy(
      changed(plan, (copy) => copy.systems.push("boiler")),
      brief,
    );
    expect(gas.finalEnergy).toBeGreaterThan(base.finalEnergy);
    expect(gas.primaryEnergy / gas.finalEnergy).toBeLessThan(2);
  });

  test("panels make electricity and lower the primary energy by as much", () => {
    const sunny = estimateEnergy(
      changed(plan, (copy) => {
        if (copy.roof) copy.roof.solarArea = 20;
      }),
      brief,
    );
    const made = year(sunny, "solar");
    expect(sunny.solarPower).toBeCloseTo(4.2, 6);
    expect(made / sunny.solarPower).toBeGreaterThan(950);
    expect(made / sunny.solarPower).toBeLessThan(1350);
    expect(base.primaryEnergy - sunny.primaryEnergy).toBeCloseTo((made * 2.75) / 80, 6);
    expect(sunny.selfSufficiency).toBeCloseTo(((made * 2.75) / 80 / base.primaryEnergy) * 100, 6);
  });

  test("panels without an area take a usual share of the roof", () => {
    const energy = estimateEnergy(
      changed(plan, (copy) => copy.systems.push("pv")),
      brief,
    );
    expect(energy.solarPower).toBeCloseTo(80 * 0.5 * 0.21, 6);
  });

  test("says what it assumed, in Korean, and that ECO2 is the legal tool", () => {
    expect(base.assumptions.join(" ")).toContain("ECO2");
    for (const line of base.assumptions) expect(line).toMatch(/[가-힣]/);
  });

  test("is the same every time, and finite for a plan with nothing in it", () => {
    expect(estimateEnergy(plan, brief)).toEqual(base);
    const empty = estimateEnergy(
      changed(plan, (copy) => (copy.storeys = [])),
      clone(BriefSchema, brief),
    );
    expect(empty).toMatchObject({ finalEnergy: 0, primaryEnergy: 0, selfSufficiency: 0, floorArea: 0 });
  });
});

describe("the chart", () => {
  const svg = drawEnergy(base);

  test("is one SVG with twelve labelled months and no figure that is none", () => {
    expect(svg.startsWith("<svg ")).toBe(true);
    expect(svg.trimEnd().endsWith("</svg>")).toBe(true);
    for (let month = 1; month <= 12; month += 1) expect(svg).toContain(`>${month}월</text>`);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(svg).not.toContain("태양광 발전량");
  });

  test("bars are as tall as their energy", () => {
    const tall = (month: number, name: string) => {
      const pattern = new RegExp(`height="([\\d.]+)"[^>]*><title>${month}월 ${name} `);
      return Number(pattern.exec(svg)?.[1]);
    };
    const [january, , , , , , july] = base.months;
    const ratio = (january?.heating ?? 0) / (july?.cooling ?? 1);
    expect(tall(1, "난방") / tall(7, "냉방")).toBeCloseTo(ratio, 1);
  });
});
