import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { type CodeReport, type Finding, Verdict } from "@viba/contracts/gen/viba/aec/v1/code_pb";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { describe, expect, test } from "vitest";
import { checkCode, inForce } from "./check.ts";
import { rules, rulesAsOf } from "./rules.ts";
import { sample, type SampleOptions } from "./sample.ts";

const find = (report: CodeReport, rule: string): Finding => report.findings.find((finding) => finding.rule === rule)!;

const verdictFor = (rule: string, options: SampleOptions): Verdict => {
  const { plan, brief } = sample(options);
  return find(checkCode(plan, brief, {}), rule).verdict;
};

describe("the report", () => {
  const { plan, brief } = sample({ storeys: 3, use: "mixed", uses: ["shop", "house", "house"] });
  const report = checkCode(plan, brief, { "2F/window": "0guid", "nobody/knows": "1guid" });

  test("answers every rule once, with article, status and verdict", () => {
    expect(report.findings).toHaveLength(rules.length);
    expect(new Set(report.findings.map((finding) => finding.rule)).size).toBe(97);
    for (const finding of report.findings) {
      expect(["V1", "V2", "G"]).toContain(finding.status);
      expect(finding.article).not.toBe("");
      expect(finding.verdict).not.toBe(Verdict.UNSPECIFIED);
      if (finding.verdict !== Verdict.NOT_APPLICABLE) {
        expect(finding.measured, finding.rule).not.toBe("");
        expect(finding.demanded, finding.rule).not.toBe("");
        expect(finding.measured, finding.rule).not.toMatch(/NaN|undefined|Infinity/);
      } else expect(finding.note).not.toBe("");
    }
  });

  test("says what it assumed: dates, confirmation, zone, structure", () => {
    expect(report.asof).toBe(rulesAsOf);
    expect(report.permitDate).toBe("2026-11-22");
    const text = report.assumptions.join("\n");
    for (const word of [rulesAsOf, "2026-11-22", "V1", "제2종일반주거지역", "내화구조", "다가구"]) {
      expect(text).toContain(word);
    }
  });

  test("names GlobalIds of the elements the model knows", () => {
    expect(find(report, "fire.window").elements).toContain("2F/window");
    expect(find(report, "fire.window").guids).toEqual(["0guid"]);
  });

  test("a good building fails nothing", () => {
    const bad = report.findings.filter((finding) => finding.verdict === Verdict.FAIL);
    expect(bad.map((finding) => finding.rule)).toEqual([]);
  });

  test("an empty plan is answered, not crashed on", () => {
    const empty = sample().plan;
    empty.storeys = [];
    expect(() => checkCode(empty, brief, {})).not.toThrow();
  });
});

describe("the three regimes of the north setback", () => {
  // A building 13.6 m high, its north face 6.25 m (6.40 - 0.15) from the boundary.
  const tall: SampleOptions = { storeys: 4, at: { x: 4, y: 5.6 }, plot: { width: 18, depth: 20 } };
  test.each([
    { permitDate: "2023-09-11", rule: "sun.n.gt9", verdict: Verdict.FAIL },
    { permitDate: "2023-09-11", rule: "sun.n.old", verdict: Verdict.NOT_APPLICABLE },
    { permitDate: "2023-09-12", rule: "sun.n.gt9", verdict: Verdict.NOT_APPLICABLE },
    { permitDate: "2023-09-12", rule: "sun.n.old", verdict: Verdict.FAIL },
    { permitDate: "2026-11-10", rule: "sun.n.old", verdict: Verdict.FAIL },
    { permitDate: "2026-11-11", rule: "sun.n.old", verdict: Verdict.NOT_APPLICABLE },
    { permitDate: "2026-11-11", rule: "sun.n.10to17", verdict: Verdict.PASS },
    { permitDate: "2026-11-10", rule: "sun.n.10to17", verdict: Verdict.NOT_APPLICABLE },
  ])("on $permitDate, $rule gives $verdict", ({ permitDate, rule, verdict }) => {
    expect(verdictFor(rule, { ...tall, permitDate })).toBe(verdict);
  });

  test("the old threshold of 9 m binds a part of 9.85 m that the later one spares", () => {
    const options = { storeys: 3, height: 3.2, at: { x: 4, y: 9 } };
    expect(verdictFor("sun.n.gt9", { ...options, permitDate: "2023-09-11" })).toBe(Verdict.FAIL);
    expect(verdictFor("sun.n.old", { ...options, permitDate: "2023-09-12" })).toBe(Verdict.NOT_APPLICABLE);
  });

  test("above 17 m half the height counts again", () => {
    const options = { storeys: 6, at: { x: 4, y: 0.5 } };
    expect(verdictFor("sun.n.gt17", options)).toBe(Verdict.PASS);
    expect(verdictFor("sun.n.gt17", { ...options, at: { x: 4, y: 2 } })).toBe(Verdict.FAIL);
  });

  test("a road in the north is crossed before measuring", () => {
    const { plan, brief } = sample({ storeys: 4, at: { x: 4, y: 9 } });
    expect(find(checkCode(plan, brief, {}), "sun.n.10to17").verdict).toBe(Verdict.FAIL);
    plan.site!.roadSide = "N";
    const report = checkCode(plan, brief, {});
    expect(find(report, "sun.n.10to17").verdict).toBe(Verdict.PASS);
    expect(find(report, "sun.n.exempt_road").verdict).toBe(Verdict.PASS);
  });

  test("eaves come nearer to the boundary than the wall", () => {
    const { plan, brief } = sample({ at: { x: 4, y: 10 } });
    expect(find(checkCode(plan, brief, {}), "sun.n.le10").verdict).toBe(Verdict.PASS);
    plan.roof!.eaves = 0.6;
    expect(find(checkCode(plan, brief, {}), "sun.n.le10").verdict).toBe(Verdict.FAIL);
  });

  test("first and last day both belong to a rule", () => {
    expect(inForce({ from: "2023-09-12", until: "2026-11-10" }, "2023-09-12")).toBe(true);
    expect(inForce({ from: "2023-09-12", until: "2026-11-10" }, "2026-11-10")).toBe(true);
    expect(inForce({ from: "2023-09-12", until: "2026-11-10" }, "2026-11-11")).toBe(false);
  });
});

interface Mutation {
  readonly rule: string;
  readonly options?: SampleOptions;
  readonly before?: Verdict;
  readonly story: string;
  readonly change: (plan: Plan, brief: Brief) => void;
  readonly after: Verdict;
}

const { PASS, FAIL, ADVICE, NOT_APPLICABLE } = Verdict;
const lodging: SampleOptions = { storeys: 3, use: "guesthouse" };
const largeLodging: SampleOptions = {
  ...lodging,
  width: 24,
  depth: 11,
  plot: { width: 34, depth: 30 },
};
const large: SampleOptions = {
  storeys: 4,
  use: "office",
  width: 24,
  depth: 12,
  plot: { width: 34, depth: 30 },
};
const moveTo = (plan: Plan, y: number) => {
  for (const storey of plan.storeys) {
    const dy = y - storey.outline!.points[0]!.y;
    for (const point of storey.outline!.points) point.y += dy;
  }
};
const storey = (plan: Plan, number: number) => plan.storeys.find((entry) => entry.number === number)!;
const opening = (plan: Plan, id: string) =>
  plan.storeys.flatMap((entry) => entry.openings).find((entry) => entry.id === id)!;

const mutations: Mutation[] = [
  {
    rule: "sun.n.le10",
    story: "moved to 1.2 m from the north boundary",
    change: (plan) => moveTo(plan, 10.65),
    after: FAIL,
  },
  {
    rule: "sun.n.10to17",
    options: lodging,
    story: "moved to 4.9 m from the north boundary",
    change: (plan) => moveTo(plan, 6.95),
    after: FAIL,
  },
  {
    rule: "sun.n.exempt_low",
    story: "in a commercial zone",
    before: ADVICE,
    change: (_, brief) => (brief.location!.zone = "일반상업지역"),
    after: NOT_APPLICABLE,
  },
  {
    rule: "sun.apt.window",
    options: { storeys: 3, use: "house" },
    before: NOT_APPLICABLE,
    story: "windows 0.85 m from the west boundary, 10 m high",
    change: (plan, brief) => {
      brief.text = "다세대주택을 지어줘";
      plan.storeys.forEach((entry) => {
        opening(plan, `${entry.name}/window`).wall = `${entry.name}/w`;
        entry.outline!.points.forEach((point) => (point.x -= 3));
      });
    },
    after: FAIL,
  },
  {
    rule: "bcr.nat",
    before: ADVICE,
    story: "covers the plot (figure unconfirmed: still advice)",
    change: (plan) => (plan.footprint = 300),
    after: ADVICE,
  },
  {
    rule: "far.nat",
    story: "drawn on a plot of 20 m2",
    change: (plan) => plan.site!.boundary!.points.forEach((point) => (point.y = point.y / 18)),
    after: ADVICE,
  },
  {
    rule: "bcr.seoul",
    story: "covers the plot",
    change: (plan) => (plan.footprint = 300),
    after: ADVICE,
  },
  {
    rule: "far.seoul",
    before: ADVICE,
    story: "outside Seoul",
    change: (_, brief) => (brief.location!.city = "부산"),
    after: NOT_APPLICABLE,
  },
  {
    rule: "far.nobasement",
    before: ADVICE,
    story: "a method, never failed",
    change: (plan) => (storey(plan, 1).number = -1),
    after: ADVICE,
  },
  {
    rule: "gfa.centreline",
    before: ADVICE,
    story: "states another gross area (figure unconfirmed: still advice)",
    change: (plan) => (plan.grossFloorArea = 200),
    after: ADVICE,
  },
  {
    rule: "site.road2m",
    before: ADVICE,
    story: "without a plot",
    change: (plan) => plan.site!.boundary!.points.splice(0),
    after: NOT_APPLICABLE,
  },
  {
    rule: "site.setback_ord",
    before: ADVICE,
    story: "without a plot",
    change: (plan) => plan.site!.boundary!.points.splice(0),
    after: NOT_APPLICABLE,
  },
  {
    rule: "site.road6m",
    options: { ...large, storeys: 8 },
    story: "road of 4 m",
    change: (plan) => (plan.site!.roadWidth = 4),
    after: FAIL,
  },
  {
    rule: "site.landscape",
    options: { plot: { width: 14, depth: 18 } },
    story: "nothing planted",
    change: (plan) => (plan.landscapeArea = 10),
    after: FAIL,
  },
  {
    rule: "site.path",
    story: "a car before the only exit",
    change: (plan) => {
      const car = plan.parking[0]!.outline!.points;
      [
        [4, 0.5],
        [13.8, 0.5],
        [13.8, 3.2],
        [4, 3.2],
      ].forEach(([x, y], index) => Object.assign(car[index]!, { x, y }));
    },
    after: FAIL,
  },
  {
    rule: "site.screen",
    story: "a window 1 m from the neighbour",
    change: (plan) => {
      plan.site!.boundary!.points.forEach((point) => (point.x = Math.max(point.x, 3)));
      opening(plan, "1F/window").wall = "1F/w";
    },
    after: ADVICE,
  },
  {
    rule: "egress.30",
    options: { ...largeLodging, structure: "steel", width: 34, plot: { width: 44, depth: 30 } },
    before: FAIL,
    story: "a second door into the stair shortens the way",
    change: (plan) => {
      for (const entry of plan.storeys) {
        const corner = entry.spaces[0]!.gross!.points;
        corner[0]!.x = 24;
        corner[3]!.x = 24;
        delete entry.spaces[0]!.net;
      }
    },
    after: PASS,
  },
  {
    rule: "egress.50",
    options: lodging,
    story: "the door into the stair is walled up",
    change: (plan) => (opening(plan, "3F/door").spaces = ["3F/hall"]),
    after: FAIL,
  },
  {
    rule: "egress.ground",
    options: lodging,
    before: NOT_APPLICABLE,
    story: "a lift makes it a duty; no exit is left",
    change: (plan) => {
      storey(plan, 1).spaces.push({ ...storey(plan, 1).spaces[1]!, id: "1F/lift", kind: "lift" });
      opening(plan, "1F/entrance").exit = false;
    },
    after: FAIL,
  },
  {
    rule: "stair2.lodging",
    options: largeLodging,
    before: FAIL,
    story: "a second stair on each storey below",
    change: (plan) => {
      for (const entry of plan.storeys) {
        entry.stairs.push(...entry.stairs.map((stair) => ({ ...stair, id: `${stair.id}-2` })));
      }
    },
    after: PASS,
  },
  {
    rule: "stair2.other",
    options: { ...large, width: 36, depth: 14, plot: { width: 50, depth: 40 } },
    before: FAIL,
    story: "a second stair on each storey below",
    change: (plan) => {
      for (const entry of plan.storeys) {
        entry.stairs.push(...entry.stairs.map((stair) => ({ ...stair, id: `${stair.id}-2` })));
      }
    },
    after: PASS,
  },
  {
    rule: "stair2.apt",
    options: { ...largeLodging, width: 40, use: "house", plot: { width: 60, depth: 30 } },
    before: NOT_APPLICABLE,
    story: "five homes a storey on one stair",
    change: (plan, brief) => {
      brief.text = "아파트";
      for (const entry of plan.storeys) {
        for (let unit = 0; unit < 5; unit++) {
          entry.spaces.push({ ...entry.spaces[0]!, id: `${entry.name}/${unit}`, unit: `u${unit}` });
        }
      }
    },
    after: FAIL,
  },
  {
    rule: "stair2.base",
    options: largeLodging,
    before: NOT_APPLICABLE,
    story: "the lowest storey becomes a basement",
    change: (plan) => (storey(plan, 1).number = -1),
    after: FAIL,
  },
  {
    rule: "stair2.assembly",
    options: largeLodging,
    before: NOT_APPLICABLE,
    story: "a bar of 200 m2 upstairs",
    change: (plan) => (storey(plan, 2).use = "bar"),
    after: FAIL,
  },
  {
    rule: "stair.escape5f",
    options: { ...large, storeys: 5 },
    story: "an open passage instead of a door",
    change: (plan) => (opening(plan, "5F/door").kind = 5),
    after: FAIL,
  },
  {
    rule: "exit.balustrade",
    options: lodging,
    before: NOT_APPLICABLE,
    story: "a roof terrace behind a parapet of 0.9 m",
    change: (plan) => {
      storey(plan, 3).spaces[0]!.kind = "roof_terrace";
      plan.roof!.parapet = 0.9;
    },
    after: FAIL,
  },
  {
    rule: "fire.window",
    options: lodging,
    story: "sill of 0.9 m on the second floor",
    change: (plan) => (opening(plan, "2F/window").sill = 0.9),
    after: FAIL,
  },
  {
    rule: "st.apply",
    options: lodging,
    story: "only one storey stays",
    change: (plan) => plan.storeys.splice(1),
    after: NOT_APPLICABLE,
  },
  {
    rule: "st.landing",
    options: lodging,
    story: "landing of 1.1 m",
    change: (plan) =>
      storey(plan, 1).stairs[0]!.landings[0]!.outline!.points.forEach((point) => (point.y = Math.max(point.y, 4.9))),
    after: FAIL,
  },
  {
    rule: "st.guard",
    options: lodging,
    story: "without stairs",
    change: (plan) => plan.storeys.forEach((entry) => entry.stairs.splice(0)),
    after: NOT_APPLICABLE,
  },
  {
    rule: "st.mid",
    options: lodging,
    before: NOT_APPLICABLE,
    story: "flights 3.2 m wide",
    change: (plan) =>
      plan.storeys.forEach((entry) =>
        entry.stairs.forEach((stair) => stair.flights.forEach((flight) => (flight.width = 3.2))),
      ),
    after: ADVICE,
  },
  {
    rule: "st.head",
    options: lodging,
    story: "the well ends over the second flight",
    change: (plan) => {
      storey(plan, 2).stairs[0]!.well!.points.forEach((point) => (point.y = Math.min(point.y, 6.2)));
    },
    after: FAIL,
  },
  {
    rule: "st.w.200",
    options: largeLodging,
    story: "flights of 1.1 m",
    change: (plan) => storey(plan, 1).stairs[0]!.flights.forEach((flight) => (flight.width = 1.1)),
    after: FAIL,
  },
  {
    rule: "st.w.pub",
    options: { ...large, use: "shop" },
    story: "flights of 1.1 m",
    change: (plan) => storey(plan, 1).stairs[0]!.flights.forEach((flight) => (flight.width = 1.1)),
    after: FAIL,
  },
  {
    rule: "st.w.other",
    options: lodging,
    story: "flights of 0.5 m",
    change: (plan) => storey(plan, 1).stairs[0]!.flights.forEach((flight) => (flight.width = 0.5)),
    after: FAIL,
  },
  {
    rule: "st.school.p",
    options: lodging,
    before: NOT_APPLICABLE,
    story: "used as a primary school",
    change: (_, brief) => (brief.use = "primary_school"),
    after: FAIL,
  },
  {
    rule: "st.school.m",
    options: lodging,
    before: NOT_APPLICABLE,
    story: "used as a high school",
    change: (_, brief) => (brief.use = "high_school"),
    after: FAIL,
  },
  {
    rule: "st.apt.in",
    options: { storeys: 2, use: "house" },
    before: NOT_APPLICABLE,
    story: "the stair stands inside a home",
    change: (plan) => plan.storeys.forEach((entry) => (entry.spaces[1]!.unit = "home")),
    after: ADVICE,
  },
  {
    rule: "st.apt",
    options: { ...lodging, use: "house" },
    before: NOT_APPLICABLE,
    story: "thirty homes",
    change: (plan) => {
      for (let unit = 0; unit < 30; unit++) {
        storey(plan, 2).spaces.push({ ...storey(plan, 2).spaces[0]!, unit: `u${unit}` });
      }
    },
    after: ADVICE,
  },
  {
    rule: "st.design",
    options: lodging,
    before: ADVICE,
    story: "steep, and still advice: no law sets a riser here",
    change: (plan) => (storey(plan, 1).stairs[0]!.riser = 0.22),
    after: ADVICE,
  },
  {
    rule: "ramp.8",
    options: lodging,
    before: NOT_APPLICABLE,
    story: "with a ramp",
    change: (plan) => (storey(plan, 1).spaces[1]!.kind = "ramp"),
    after: ADVICE,
  },
  {
    rule: "cor.200",
    options: largeLodging,
    before: NOT_APPLICABLE,
    story: "a corridor of 1 m",
    change: (plan) => {
      const corridor = { ...storey(plan, 2).spaces[1]!, id: "2F/corridor", kind: "corridor" };
      corridor.net = sample({ at: { x: 5, y: 5 }, width: 6, depth: 1 }).plan.storeys[0]!.outline!;
      storey(plan, 2).spaces.push(corridor);
    },
    after: FAIL,
  },
  {
    rule: "cor.apt",
    options: { ...largeLodging, use: "house" },
    before: NOT_APPLICABLE,
    story: "a corridor of 1 m in an apartment house",
    change: (plan, brief) => {
      brief.text = "아파트";
      const corridor = { ...storey(plan, 2).spaces[1]!, id: "2F/corridor", kind: "corridor" };
      corridor.net = sample({ at: { x: 5, y: 5 }, width: 6, depth: 1 }).plan.storeys[0]!.outline!;
      storey(plan, 2).spaces.push(corridor);
    },
    after: FAIL,
  },
  {
    rule: "cor.school",
    options: largeLodging,
    before: NOT_APPLICABLE,
    story: "a corridor of 1 m in a school",
    change: (plan) => {
      const corridor = { ...storey(plan, 2).spaces[1]!, id: "2F/corridor", kind: "corridor" };
      corridor.net = sample({ at: { x: 5, y: 5 }, width: 6, depth: 1 }).plan.storeys[0]!.outline!;
      storey(plan, 2).spaces.push(corridor);
      storey(plan, 2).use = "high_school";
    },
    after: FAIL,
  },
  {
    rule: "room.h",
    story: "ceiling of 2.05 m",
    change: (plan) => (storey(plan, 1).ceiling = 2.05),
    after: FAIL,
  },
  {
    rule: "room.light",
    options: lodging,
    story: "a window of 1 m",
    change: (plan) => (opening(plan, "2F/window").width = 1),
    after: FAIL,
  },
  {
    rule: "room.vent",
    options: lodging,
    before: NOT_APPLICABLE,
    story: "without ventilation, fixed glass",
    change: (plan) => {
      plan.systems.splice(0);
      opening(plan, "2F/window").openable = 0.1;
    },
    after: FAIL,
  },
  {
    rule: "room.damp",
    options: { structure: "timber" },
    before: FAIL,
    story: "raised by 0.45 m",
    change: (plan) => (storey(plan, 1).elevation = 0.45),
    after: PASS,
  },
  {
    rule: "room.party",
    options: lodging,
    before: NOT_APPLICABLE,
    story: "two rooms with a half-high wall between",
    change: (plan) => {
      storey(plan, 2).spaces[1]!.unit = "2F-B";
      storey(plan, 2).walls[4]!.height = 2.4;
    },
    after: FAIL,
  },
  {
    rule: "room.wet",
    before: NOT_APPLICABLE,
    story: "a kitchen",
    change: (plan) => (storey(plan, 1).spaces[0]!.kind = "kitchen"),
    after: ADVICE,
  },
  {
    rule: "fr.3f",
    options: lodging,
    story: "of timber",
    change: (plan) => (plan.concept!.structure = "timber"),
    after: FAIL,
  },
  {
    rule: "fr.2f",
    options: { ...largeLodging, depth: 17, plot: { width: 34, depth: 40 } },
    story: "of timber",
    change: (plan) => (plan.concept!.structure = "timber"),
    after: FAIL,
  },
  {
    rule: "fc.apply",
    options: large,
    story: "an open passage to the stair",
    change: (plan) => (opening(plan, "2F/door").kind = 5),
    after: FAIL,
  },
  {
    rule: "fc.floor",
    options: large,
    story: "a stair outside any stair room",
    change: (plan) => (storey(plan, 1).stairs[0]!.space = "1F/hall"),
    after: FAIL,
  },
  {
    rule: "fc.area",
    options: large,
    story: "a floor of over 1,000 m2",
    change: (plan) => storey(plan, 2).outline!.points.forEach((point) => (point.y *= 5)),
    after: FAIL,
  },
  {
    rule: "fc.area11",
    options: { ...large, storeys: 11 },
    before: FAIL,
    story: "sprinklers",
    change: (plan) => plan.systems.push("sprinkler"),
    after: PASS,
  },
  {
    rule: "fw.timber",
    options: large,
    before: NOT_APPLICABLE,
    story: "of timber",
    change: (plan) => (plan.concept!.structure = "timber"),
    after: FAIL,
  },
  {
    rule: "mix.forbid",
    options: { storeys: 3, use: "mixed", uses: ["shop", "house", "house"] },
    story: "a karaoke on the ground floor",
    change: (plan) => (storey(plan, 1).use = "amusement"),
    after: FAIL,
  },
  {
    rule: "ev.6f",
    options: { ...large, storeys: 8 },
    before: FAIL,
    story: "a lift",
    change: (plan) => storey(plan, 1).spaces.push({ ...storey(plan, 1).spaces[1]!, id: "1F/lift", kind: "lift" }),
    after: PASS,
  },
  {
    rule: "ev.fire",
    options: { ...large, storeys: 10 },
    before: FAIL,
    story: "a fire lift",
    change: (plan) => plan.systems.push("fire_lift"),
    after: PASS,
  },
  {
    rule: "sp.6f",
    options: { ...large, storeys: 6 },
    before: ADVICE,
    story: "sprinklers",
    change: (plan) => plan.systems.push("sprinkler"),
    after: PASS,
  },
  {
    rule: "sp.lodging",
    options: { ...largeLodging, storeys: 3 },
    before: ADVICE,
    story: "as a shop",
    change: (plan) => plan.storeys.forEach((entry) => (entry.use = "shop")),
    after: NOT_APPLICABLE,
  },
  {
    rule: "sp.simple",
    options: { ...largeLodging, storeys: 2 },
    before: ADVICE,
    story: "as a shop",
    change: (plan) => plan.storeys.forEach((entry) => (entry.use = "shop")),
    after: NOT_APPLICABLE,
  },
  {
    rule: "sp.shop",
    options: large,
    before: ADVICE,
    story: "as a lodging",
    change: (plan) => plan.storeys.forEach((entry) => (entry.use = "guesthouse")),
    after: NOT_APPLICABLE,
  },
  {
    rule: "fe.33",
    story: "without extinguishers",
    change: (plan) => plan.systems.splice(0),
    after: ADVICE,
  },
  {
    rule: "hydrant",
    options: { ...large, storeys: 12 },
    before: ADVICE,
    story: "with hydrants",
    change: (plan) => plan.systems.push("hydrant"),
    after: PASS,
  },
  {
    rule: "en.plan",
    options: large,
    before: ADVICE,
    story: "one small storey",
    change: (plan) => plan.storeys.splice(1),
    after: NOT_APPLICABLE,
  },
  {
    rule: "bf.approach",
    story: "the only exit is blocked",
    change: (plan) => (opening(plan, "1F/entrance").exit = false),
    after: ADVICE,
  },
  {
    rule: "bf.door",
    story: "an entrance of 0.8 m",
    change: (plan) => (opening(plan, "1F/entrance").width = 0.8),
    after: ADVICE,
  },
  {
    rule: "bf.step",
    story: "raised by 0.15 m",
    change: (plan) => (storey(plan, 1).elevation = 0.15),
    after: ADVICE,
  },
  {
    rule: "bf.ramp",
    before: NOT_APPLICABLE,
    story: "raised by 0.15 m",
    change: (plan) => (storey(plan, 1).elevation = 0.15),
    after: ADVICE,
  },
  {
    rule: "bf.corr",
    before: NOT_APPLICABLE,
    story: "a corridor",
    change: (plan) => (storey(plan, 1).spaces[1]!.kind = "corridor"),
    after: ADVICE,
  },
  {
    rule: "bf.stair",
    options: { storeys: 2 },
    before: ADVICE,
    story: "not a cafe",
    change: (plan) => plan.storeys.forEach((entry) => (entry.use = "office")),
    after: NOT_APPLICABLE,
  },
  {
    rule: "bf.wc",
    before: ADVICE,
    story: "an accessible toilet",
    change: (plan) => Object.assign(storey(plan, 1).spaces[1]!, { kind: "wc", accessible: true }),
    after: PASS,
  },
  {
    rule: "bf.target.cafe",
    before: ADVICE,
    story: "before 2022-05-01",
    change: (_, brief) => (brief.permitDate = "2022-04-30"),
    after: NOT_APPLICABLE,
  },
  {
    rule: "bf.target.lodging",
    options: lodging,
    before: ADVICE,
    story: "as offices",
    change: (plan) => plan.storeys.forEach((entry) => (entry.use = "office")),
    after: NOT_APPLICABLE,
  },
  {
    rule: "pk.nat",
    options: { city: "부산" },
    before: ADVICE,
    story: "in Seoul",
    change: (_, brief) => (brief.location!.city = "서울"),
    after: NOT_APPLICABLE,
  },
  {
    rule: "pk.seoul",
    options: lodging,
    story: "one space for 240 m2 of lodging",
    change: (plan) => plan.parking.splice(1),
    after: ADVICE,
  },
  {
    rule: "pk.house",
    options: { use: "house" },
    story: "without a space",
    change: (plan) => plan.parking.splice(0),
    after: ADVICE,
  },
  {
    rule: "pk.multi.seoul",
    options: { storeys: 3, use: "mixed", uses: ["shop", "house", "house"] },
    story: "two spaces for two homes and a shop",
    change: (plan) => plan.parking.splice(2),
    after: ADVICE,
  },
  {
    rule: "u.wall.res",
    options: { storeys: 2, use: "house", text: "다세대" },
    story: "a wall of 0.20 W/m2K",
    change: (plan) => (plan.constructions[0]!.uValue = 0.2),
    after: ADVICE,
  },
  {
    rule: "u.wall.non",
    story: "a wall of 0.30 W/m2K",
    change: (plan) => (plan.constructions[0]!.uValue = 0.3),
    after: ADVICE,
  },
  {
    rule: "u.roof",
    story: "a roof of 0.20 W/m2K",
    change: (plan) => (plan.constructions[2]!.uValue = 0.2),
    after: ADVICE,
  },
  {
    rule: "u.floor",
    options: { climate: "중부1" },
    story: "a floor of 0.20 W/m2K",
    change: (plan) => (plan.constructions[3]!.uValue = 0.2),
    after: ADVICE,
  },
  {
    rule: "u.win",
    before: ADVICE,
    story: "no climate region known",
    change: (_, brief) => (brief.location!.climate = ""),
    after: NOT_APPLICABLE,
  },
  {
    rule: "zeb.self",
    before: NOT_APPLICABLE,
    story: "ZEB asked for",
    change: (_, brief) => brief.certificates.push("ZEB"),
    after: ADVICE,
  },
  {
    rule: "zeb.pe",
    before: NOT_APPLICABLE,
    story: "ZEB asked for",
    change: (_, brief) => brief.certificates.push("ZEB"),
    after: ADVICE,
  },
  {
    rule: "gseed",
    before: NOT_APPLICABLE,
    story: "G-SEED asked for",
    change: (_, brief) => brief.certificates.push("G-SEED"),
    after: ADVICE,
  },
  {
    rule: "use.cafe",
    before: ADVICE,
    story: "an office",
    change: (plan) => (storey(plan, 1).use = "office"),
    after: NOT_APPLICABLE,
  },
  {
    rule: "use.guest.city",
    options: lodging,
    before: ADVICE,
    story: "offices",
    change: (plan) => plan.storeys.forEach((entry) => (entry.use = "office")),
    after: NOT_APPLICABLE,
  },
  {
    rule: "struct.2f",
    options: lodging,
    before: ADVICE,
    story: "one storey",
    change: (plan) => plan.storeys.splice(1),
    after: NOT_APPLICABLE,
  },
  {
    rule: "struct.pilotis",
    options: lodging,
    before: NOT_APPLICABLE,
    story: "the ground floor stands half open on columns",
    change: (plan) => {
      const ground = storey(plan, 1);
      ground.outline!.points.forEach((point) => (point.y = Math.min(point.y, 8)));
      ground.columns.push({ $typeName: "viba.aec.v1.Column" } as Plan["storeys"][0]["columns"][0]);
    },
    after: ADVICE,
  },
];

test.each(mutations)("$rule: $story", ({ rule, options, before, change, after }) => {
  const { plan, brief } = sample(options);
  expect(find(checkCode(plan, brief, {}), rule).verdict).toBe(before ?? PASS);
  change(plan, brief);
  expect(find(checkCode(plan, brief, {}), rule).verdict).toBe(after);
});

test("no unconfirmed figure ever fails a design", () => {
  for (const { options, change } of mutations) {
    const { plan, brief } = sample(options);
    change(plan, brief);
    const failed = checkCode(plan, brief, {}).findings.filter((finding) => finding.verdict === FAIL);
    expect(failed.filter((finding) => finding.status !== "V1")).toEqual([]);
  }
});
