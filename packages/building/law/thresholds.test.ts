import { create } from "@bufbuild/protobuf";
import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { type Finding, Verdict } from "@viba/contracts/gen/viba/aec/v1/code_pb";
import {
  OpeningKind,
  OpeningSchema,
  type Plan,
  SpaceSchema,
  type Stair,
} from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { describe, expect, test } from "vitest";
import { checkCode } from "./check.ts";
import { sample, type SampleOptions } from "./sample.ts";

type Change = (plan: Plan, brief: Brief) => void;

function finding(rule: string, options: SampleOptions, change?: Change): Finding {
  const { plan, brief } = sample(options);
  change?.(plan, brief);
  return checkCode(plan, brief, {}).findings.find((one) => one.rule === rule)!;
}

/** Whether the figure is met, confirmed or not; undefined where the plan cannot tell. */
function met({ verdict, note }: Finding): boolean | undefined {
  if (verdict === Verdict.PASS) return true;
  if (verdict === Verdict.FAIL || note.includes("못 미칩니다")) return false;
  return note.includes("충족합니다") ? true : undefined;
}

const lodging: SampleOptions = { storeys: 3, use: "guesthouse" };
const wide: SampleOptions = { width: 24, depth: 11, plot: { width: 34, depth: 30 } };
const largeLodging: SampleOptions = { ...lodging, ...wide };
const rectangle = (x: number, y: number, w: number, d: number) =>
  sample({ at: { x, y }, width: w, depth: d }).plan.storeys[0]!.outline!;
const eachStair = (set: (stair: Stair) => void): Change => {
  return (plan) => plan.storeys.forEach((storey) => storey.stairs.forEach(set));
};
const stairs = (width: number, riser: number, going: number): Change =>
  eachStair((stair) => {
    Object.assign(stair, { riser, going });
    stair.flights.forEach((flight) => (flight.width = width));
  });
const using = (use: string, change: Change): Change => {
  return (plan, brief) => {
    brief.use = use;
    change(plan, brief);
  };
};
const opening = (plan: Plan, id: string) =>
  plan.storeys.flatMap((storey) => storey.openings).find((one) => one.id === id)!;

/** A corridor of this width on the second floor, with rooms opening from one or both of its sides. */
const corridor = (width: number, sides: 1 | 2, set: { unit?: string } = {}, use = ""): Change => {
  return (plan) => {
    const storey = plan.storeys[1]!;
    if (use !== "") storey.use = use;
    const room = storey.spaces[0]!.id;
    const id = "2F/corridor";
    const outline = rectangle(5, 6, 8, width);
    storey.spaces.push(create(SpaceSchema, { id, kind: "corridor", net: outline, gross: outline, ...set }));
    for (const [side, y] of [6, 6 + width].slice(0, sides).entries()) {
      const wall = `2F/c${side}`;
      storey.walls.push({ ...storey.walls[4]!, id: wall, start: { ...point(5, y) }, end: { ...point(13, y) } });
      storey.openings.push(
        create(OpeningSchema, {
          id: `${wall}/door`,
          wall,
          kind: OpeningKind.DOOR,
          at: 4,
          width: 1,
          spaces: [room, id],
        }),
      );
    }
  };
};
const point = (x: number, y: number) => ({ ...rectangle(x, y, 1, 1).points[0]! });
const accessibleToilet = (width: number, depth: number): Change => {
  return (plan) => {
    plan.storeys[0]!.spaces.push(
      create(SpaceSchema, { id: "1F/wc", kind: "wc_accessible", accessible: true, net: rectangle(5, 5, width, depth) }),
    );
  };
};
const window = (width: number, height: number, sill = 0.6): Change => {
  return (plan) =>
    plan.storeys.forEach(({ name }) => Object.assign(opening(plan, `${name}/window`), { width, height, sill }));
};

/** Net area of the hall of the default sample, m2. */
const hallM2 = (7.2 - 0.225) * 7.7;

describe("figures, just met and just missed", () => {
  test.each<readonly [rule: string, options: SampleOptions, good: Change, bad: Change]>([
    ["st.w.200", largeLodging, stairs(1.2, 0.17, 0.26), stairs(1.19, 0.17, 0.26)],
    ["st.w.other", lodging, stairs(0.6, 0.17, 0.26), stairs(0.59, 0.17, 0.26)],
    ["st.design", lodging, stairs(1, 0.18, 0.26), stairs(1, 0.181 + 0.001, 0.26)],
    ["st.design", lodging, stairs(1, 0.18, 0.26), stairs(1, 0.18, 0.255)],
    [
      "st.school.p",
      lodging,
      using("primary_school", stairs(1.5, 0.16, 0.26)),
      using("primary_school", stairs(1.49, 0.16, 0.26)),
    ],
    [
      "st.school.p",
      lodging,
      using("primary_school", stairs(1.5, 0.16, 0.26)),
      using("primary_school", stairs(1.5, 0.165, 0.26)),
    ],
    [
      "st.school.p",
      lodging,
      using("primary_school", stairs(1.5, 0.16, 0.26)),
      using("primary_school", stairs(1.5, 0.16, 0.25)),
    ],
    [
      "st.school.m",
      lodging,
      using("high_school", stairs(1.5, 0.18, 0.26)),
      using("high_school", stairs(1.5, 0.185, 0.26)),
    ],
    [
      "st.school.m",
      lodging,
      using("middle_school", stairs(1.5, 0.18, 0.26)),
      using("middle_school", stairs(1.4, 0.18, 0.26)),
    ],
    ["bf.stair", { storeys: 2 }, stairs(1.2, 0.18, 0.28), stairs(1.2, 0.18, 0.27)],
    ["bf.stair", { storeys: 2 }, stairs(1.2, 0.18, 0.28), stairs(1.1, 0.18, 0.28)],
    ["bf.stair", { storeys: 2 }, stairs(1.2, 0.18, 0.28), stairs(1.2, 0.185, 0.28)],
    ["st.apt.in", { storeys: 2, use: "house" }, atHome(0.9, 0.2, 0.24), atHome(0.9, 0.21, 0.24)],
    ["st.apt.in", { storeys: 2, use: "house" }, atHome(0.9, 0.2, 0.24), atHome(0.85, 0.2, 0.24)],
    ["st.apt.in", { storeys: 2, use: "house" }, atHome(0.9, 0.2, 0.24), atHome(0.9, 0.2, 0.23)],
    ["fc.area", floor(1001, "office"), sprinkled(1000), () => {}],
    ["fc.area", floor(3001, "office"), sprinkled(2990), sprinkled(3001)],
    ["cor.200", largeLodging, corridor(1.5, 2), corridor(1.45, 2)],
    ["cor.200", largeLodging, corridor(1.2, 1), corridor(1.15, 1)],
    ["cor.200", largeLodging, corridor(1.8, 2, {}, "clinic"), corridor(1.75, 2, {}, "clinic")],
    ["cor.school", largeLodging, corridor(2.4, 2, {}, "high_school"), corridor(2.35, 2, {}, "high_school")],
    ["cor.school", largeLodging, corridor(1.8, 1, {}, "high_school"), corridor(1.75, 1, {}, "high_school")],
    ["cor.apt", { ...largeLodging, use: "house", text: "아파트" }, corridor(1.8, 2), corridor(1.75, 2)],
    ["cor.apt", { ...largeLodging, use: "house", text: "아파트" }, corridor(1.2, 1), corridor(1.15, 1)],
    ["bf.corr", { storeys: 2 }, corridor(1.2, 1), corridor(1.15, 1)],
    ["room.light", lodging, window(hallM2 / 20, 2), window(hallM2 / 20 - 0.05, 2)],
    [
      "room.vent",
      lodging,
      (plan, brief) => {
        plan.systems = [];
        window(hallM2 / 20, 2)(plan, brief);
      },
      (plan, brief) => {
        plan.systems = [];
        window(hallM2 / 20 - 0.05, 2)(plan, brief);
      },
    ],
    ["room.h", {}, (plan) => (plan.storeys[0]!.ceiling = 2.1), (plan) => (plan.storeys[0]!.ceiling = 2.09)],
    [
      "room.damp",
      { structure: "timber" },
      (plan) => (plan.storeys[0]!.elevation = 0.45),
      (plan) => (plan.storeys[0]!.elevation = 0.44),
    ],
    ["fire.window", lodging, window(0.9, 1, 0.8), window(0.89, 1, 0.8)],
    ["fire.window", lodging, window(0.9, 1, 0.8), window(0.9, 0.99, 0.8)],
    ["fire.window", lodging, window(0.9, 1, 0.8), window(0.9, 1, 0.81)],
    [
      "bf.door",
      {},
      (plan) => (opening(plan, "1F/entrance").width = 0.9),
      (plan) => (opening(plan, "1F/entrance").width = 0.89),
    ],
    ["bf.step", {}, (plan) => (plan.storeys[0]!.elevation = 0.02), (plan) => (plan.storeys[0]!.elevation = 0.03)],
    ["bf.wc", {}, accessibleToilet(1.6, 2), accessibleToilet(1.55, 2)],
    ["bf.wc", {}, accessibleToilet(2, 1.6), accessibleToilet(1.6, 1.9)],
    [
      "site.landscape",
      { plot: { width: 14, depth: 18 } },
      (plan) => (plan.landscapeArea = 25.2),
      (plan) => (plan.landscapeArea = 25),
    ],
    ["site.landscape", {}, (plan) => (plan.landscapeArea = 18), (plan) => (plan.landscapeArea = 17.5)],
    [
      "site.road6m",
      { ...wide, use: "office", storeys: 8 },
      (plan) => (plan.site!.roadWidth = 6),
      (plan) => (plan.site!.roadWidth = 5.9),
    ],
    ["sun.n.le10", {}, (plan) => shift(plan, 6.35), (plan) => shift(plan, 6.37)],
    ["sun.n.10to17", lodging, (plan) => shift(plan, 2.85), (plan) => shift(plan, 2.87)],
    ["sun.n.old", { ...lodging, permitDate: "2026-11-10" }, (plan) => shift(plan, 2.72), (plan) => shift(plan, 2.74)],
    ["sun.n.gt9", { ...lodging, permitDate: "2023-09-11" }, (plan) => shift(plan, 2.72), (plan) => shift(plan, 2.74)],
    ["sun.n.le9", { permitDate: "2023-09-11" }, (plan) => shift(plan, 6.35), (plan) => shift(plan, 6.37)],
    [
      "use.cafe",
      { width: 29.9, depth: 10, plot: { width: 40, depth: 30 } },
      () => {},
      (plan) => stretch(plan, 30 / 29.9),
    ],
    [
      "use.guest.city",
      { use: "guesthouse", width: 22.9, depth: 10, plot: { width: 40, depth: 30 } },
      () => {},
      (plan) => stretch(plan, 23 / 22.9),
    ],
    ["bcr.seoul", {}, (plan) => (plan.footprint = 216), (plan) => (plan.footprint = 216.1)],
    ["site.road2m", {}, () => {}, (plan) => frontOf(plan, 1.9)],
    ["exit.balustrade", lodging, terrace(1.2), terrace(1.19)],
  ])("%s %#", (rule, options, good, bad) => {
    expect(met(finding(rule, options, good))).toBe(true);
    expect(met(finding(rule, options, bad))).toBe(false);
  });
});

/** A stair inside a home. */
function atHome(width: number, riser: number, going: number): Change {
  return (plan, brief) => {
    stairs(width, riser, going)(plan, brief);
    plan.storeys.forEach((storey) => (storey.spaces[1]!.unit = "home"));
  };
}

/** Sprinklers on a ground floor of so much area; a basement keeps the building above 1,000 m2. */
function sprinkled(areaM2: number): Change {
  return (plan) => {
    plan.systems.push("sprinkler");
    const small = sample({ ...floor(areaM2, "office"), storeys: 2 }).plan.storeys[0]!;
    plan.storeys = [
      { ...plan.storeys[0]!, number: -1, outline: floorOf(20) },
      { ...plan.storeys[0]!, outline: small.outline! },
    ];
  };
}

const floorOf = (areaM2: number) => sample(floor(areaM2, "office")).plan.storeys[0]!.outline!;

/** Moves all outlines north by so many metres. */
function shift(plan: Plan, dy: number): void {
  for (const storey of plan.storeys) for (const one of storey.outline!.points) one.y += dy;
}

/** Makes all outlines wider. */
function stretch(plan: Plan, factor: number): void {
  for (const storey of plan.storeys) for (const one of storey.outline!.points) one.x *= factor;
}

/** Cuts the plot so that only so much of it meets the road. */
function frontOf(plan: Plan, metres: number): void {
  const [a, b] = plan.site!.boundary!.points;
  b!.x = a!.x + metres;
}

function terrace(parapet: number): Change {
  return (plan) => {
    plan.storeys[2]!.spaces[0]!.kind = "roof_terrace";
    plan.roof!.parapet = parapet;
  };
}

/** A sample of one storey with so much floor. */
function floor(areaM2: number, use: string): SampleOptions {
  const width = areaM2 / 20;
  return { use, width, depth: 20, plot: { width: width + 12, depth: 40 } };
}

describe("duties, from the size on that brings them", () => {
  test.each<readonly [rule: string, options: SampleOptions, less: SampleOptions]>([
    ["sp.lodging", floor(600, "guesthouse"), floor(599, "guesthouse")],
    ["sp.simple", floor(300, "guesthouse"), floor(299, "guesthouse")],
    ["sp.simple", floor(599, "guesthouse"), floor(600, "guesthouse")],
    ["sp.shop", floor(1000, "clinic"), floor(999, "clinic")],
    ["fe.33", floor(33, "shop"), floor(32, "shop")],
    ["en.plan", floor(500, "office"), floor(499, "office")],
    ["hydrant", floor(3000, "office"), floor(2999, "office")],
    ["hydrant", { ...floor(600, "office"), storeys: 4 }, { ...floor(599, "office"), storeys: 4 }],
    ["hydrant", { ...floor(600, "office"), storeys: 4 }, { ...floor(600, "office"), storeys: 3 }],
    ["sp.6f", { storeys: 6 }, { storeys: 5 }],
    ["ev.6f", { ...floor(334, "office"), storeys: 6 }, { ...floor(333, "office"), storeys: 6 }],
    ["ev.6f", { ...floor(500, "office"), storeys: 6 }, { ...floor(500, "office"), storeys: 5 }],
    ["ev.fire", { storeys: 10 }, { storeys: 9 }],
    ["fr.3f", { storeys: 3 }, { storeys: 2 }],
    ["fr.2f", { ...floor(400, "guesthouse"), storeys: 2 }, { ...floor(399, "guesthouse"), storeys: 2 }],
    ["fr.2f", { ...floor(400, "clinic"), storeys: 2 }, { ...floor(400, "office"), storeys: 2 }],
    ["fc.apply", floor(1001, "office"), floor(1000, "office")],
    ["fc.apply", floor(1001, "office"), { ...floor(1001, "office"), structure: "steel" }],
    ["fw.timber", { ...floor(1000, "office"), structure: "steel" }, { ...floor(999, "office"), structure: "steel" }],
    ["st.apply", { ...floor(101, "office"), storeys: 2 }, { ...floor(100, "office"), storeys: 2 }],
    ["site.landscape", { plot: { width: 14, depth: 14.3 } }, { plot: { width: 14, depth: 14.2 } }],
    ["site.road6m", floor(2000, "office"), floor(1999, "office")],
    ["struct.2f", { storeys: 2 }, { storeys: 1 }],
    ["struct.2f", floor(200, "office"), floor(199, "office")],
    ["struct.2f", { storeys: 3, structure: "timber" }, { storeys: 2, structure: "timber" }],
    ["struct.2f", { ...floor(500, "office"), structure: "timber" }, { ...floor(499, "office"), structure: "timber" }],
    ["struct.2f", { height: 9, structure: "timber" }, { height: 8.9, structure: "timber" }],
    ["stair.escape5f", { storeys: 5 }, { storeys: 4 }],
    ["sun.n.exempt_low", { storeys: 2 }, { storeys: 3 }],
    // 7.8 m of storeys with 0.25 m of roof less the 0.2 m by which its walls end lower, then 8.05 m.
    ["sun.n.exempt_low", { storeys: 2, height: 3.9 }, { storeys: 2, height: 4 }],
    ["sun.n.le10", {}, { zone: "일반상업지역" }],
    ["sun.n.10to17", { storeys: 3 }, { storeys: 2 }],
    ["sun.n.gt17", { storeys: 6 }, { storeys: 5, height: 3.3 }],
    ["egress.50", { storeys: 2 }, { storeys: 2, structure: "timber" }],
    ["egress.30", { storeys: 2, structure: "steel" }, { storeys: 1, structure: "steel" }],
    ["bf.door", { use: "cafe", width: 10, depth: 5 }, { use: "cafe", width: 10, depth: 4.9 }],
    ["bf.door", { use: "cafe" }, { use: "cafe", permitDate: "2022-04-30" }],
    ["bf.door", { use: "office", certificates: ["BF"] }, { use: "office" }],
    ["pk.house", { use: "house", width: 10, depth: 5.1 }, { use: "house", width: 10, depth: 5 }],
    ["room.light", { use: "house" }, { use: "cafe" }],
    ["room.party", { storeys: 2, use: "guesthouse", ...wide }, { storeys: 2, use: "office", ...wide }],
  ])("%s %#", (rule, options, less) => {
    const party: Change = (plan) => ((plan.storeys[1]?.spaces[1] ?? plan.storeys[0]!.spaces[1]!).unit = "B");
    const change = rule === "room.party" ? party : () => {};
    expect(finding(rule, options, change).verdict).not.toBe(Verdict.NOT_APPLICABLE);
    expect(finding(rule, less, change).verdict).toBe(Verdict.NOT_APPLICABLE);
  });

  test("two stairs are wanted from 200 m2 of lodging and 400 m2 of offices on the third floor", () => {
    const of = (use: string, hall: number) =>
      finding(use === "office" ? "stair2.other" : "stair2.lodging", {
        use,
        storeys: 3,
        width: hall / 10 + 2.8 + 0.225,
        depth: 10.3,
        plot: { width: 60, depth: 40 },
      }).verdict;
    expect(of("guesthouse", 201)).toBe(Verdict.FAIL);
    expect(of("guesthouse", 199)).toBe(Verdict.NOT_APPLICABLE);
    expect(of("office", 401)).toBe(Verdict.FAIL);
    expect(of("office", 399)).toBe(Verdict.NOT_APPLICABLE);
  });

  test("a facade of 41 m on the road wants two firefighter windows", () => {
    const wide = { storeys: 2, width: 41, depth: 8, plot: { width: 50, depth: 30 } };
    expect(finding("fire.window", { ...wide, width: 40 }).verdict).toBe(Verdict.PASS);
    expect(finding("fire.window", wide).verdict).toBe(Verdict.FAIL);
    const turned: Change = (plan) => (plan.site!.roadSide = "E");
    expect(finding("fire.window", wide, turned).verdict).toBe(Verdict.PASS);
  });

  test("apartments of 16 storeys may walk 40 m, others 50", () => {
    const tower = { storeys: 16, text: "아파트", use: "house" };
    expect(finding("egress.50", tower).demanded).toContain("40.00");
    expect(finding("egress.50", { ...tower, storeys: 15 }).demanded).toContain("50.00");
    expect(finding("egress.50", { ...tower, text: "", use: "office" }).demanded).toContain("50.00");
  });

  test("only a house may have an escape path of 0.9 m", () => {
    expect(finding("site.path", { use: "house" }).demanded).toContain("0.90");
    expect(finding("site.path", { use: "cafe" }).demanded).toContain("1.50");
  });

  test("Seoul plants more the more floor there is", () => {
    const share = (areaM2: number) => finding("site.landscape", floor(areaM2, "office")).demanded;
    expect([share(999), share(1000), share(1999), share(2000)]).toEqual([
      "5.0 % 이상",
      "10.0 % 이상",
      "10.0 % 이상",
      "15.0 % 이상",
    ]);
  });
});
