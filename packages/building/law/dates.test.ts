import { Verdict } from "@viba/contracts/gen/viba/aec/v1/code_pb";
import { describe, expect, test } from "vitest";
import { parseBrief } from "../brief/parse.ts";
import { makeConcept } from "../concept/concept.ts";
import { makePlan } from "../plan/plan.ts";
import { checkCode } from "./check.ts";
import { rules } from "./rules.ts";
import { sample } from "./sample.ts";

/** From the sentence to the report, as the agents do it. */
function reportOf(permitDate: string) {
  const read = parseBrief({ text: "서울에 4층 상가주택 600㎡ 설계해줘", permitDate, seed: 1n, siteGeojson: "" });
  if (!read.ok) throw new TypeError(read.problem.messageEn);
  const { brief } = read;
  const plan = makePlan(
    brief,
    makeConcept(brief, () => 0.5),
    () => 0.5,
  );
  return { plan, report: checkCode(plan, brief, {}) };
}

describe("the permit date decides, from the sentence to the report", () => {
  test.each([
    ["2023-09-11", ["sun.n.le9", "sun.n.gt9"]],
    ["2023-09-12", ["sun.n.le10", "sun.n.old"]],
    ["2026-11-10", ["sun.n.le10", "sun.n.old"]],
    ["2026-11-11", ["sun.n.le10", "sun.n.10to17"]],
  ])("%s: the north setback is %j", (permitDate, inForce) => {
    const { report } = reportOf(permitDate);
    expect(report.permitDate).toBe(permitDate);
    const bound = report.findings.filter(
      ({ rule, verdict }) => /^sun\.n\.(le|gt|old|10)/.test(rule) && verdict !== Verdict.NOT_APPLICABLE,
    );
    expect(bound.map(({ rule }) => rule).toSorted()).toEqual(inForce.toSorted());
    for (const finding of bound) expect(finding.demanded).not.toBe("");
  });

  test("a building that stood by the rule of one day fails by another's", () => {
    const look = (permitDate: string) => {
      const { plan, brief } = sample({ storeys: 3, height: 3.2, at: { x: 4, y: 9 }, permitDate });
      return checkCode(plan, brief, {}).findings.filter(
        ({ rule, verdict }) => rule.startsWith("sun.n.") && verdict === Verdict.FAIL,
      );
    };
    expect(look("2023-09-11").map(({ rule }) => rule)).toEqual(["sun.n.gt9"]);
    expect(look("2023-09-12")).toEqual([]);
  });
});

describe("a finding", () => {
  const uses = ["cafe", "house", "office", "guesthouse", "clinic", "restaurant", "shop"];
  test.each(uses)("of unconfirmed status never fails a design: %s", (use) => {
    // As bad as can be: too high, too near, too small a plot, in every regime.
    for (const permitDate of ["2020-01-01", "2025-06-01", "2026-12-01"]) {
      const bad = sample({ use, permitDate, storeys: 6, at: { x: 0.2, y: 0.2 }, plot: { width: 11, depth: 9 } });
      bad.plan.parking = [];
      bad.plan.landscapeArea = 0;
      for (const storey of bad.plan.storeys) {
        storey.ceiling = 1.8;
        storey.openings = [];
      }
      const { findings } = checkCode(bad.plan, bad.brief, {});
      const failed = findings.filter(({ verdict }) => verdict === Verdict.FAIL);
      expect(failed.length).toBeGreaterThan(0);
      expect(failed.filter(({ status }) => status !== "V1")).toEqual([]);
    }
  });

  test("says rule, article, what was measured, what is demanded, and which elements", () => {
    const { plan, brief } = sample({ storeys: 3, use: "shop" });
    for (const storey of plan.storeys) for (const opening of storey.openings) opening.firefighter = false;
    const keys = Object.fromEntries(
      plan.storeys.flatMap((s) => s.walls.map((wall) => [wall.id, `guid of ${wall.id}`])),
    );
    const guids = { ...keys, ...Object.fromEntries(plan.storeys.map((s) => [s.name, `guid of ${s.name}`])) };
    const failed = checkCode(plan, brief, guids).findings.filter(({ verdict }) => verdict === Verdict.FAIL);
    expect(failed.map(({ rule }) => rule)).toContain("fire.window");
    for (const finding of failed) {
      expect(rules.map(({ id }) => id)).toContain(finding.rule);
      expect([finding.article, finding.measured, finding.demanded]).not.toContain("");
      expect(finding.elements.length, finding.rule).toBeGreaterThan(0);
    }
  });
});
