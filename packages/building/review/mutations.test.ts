import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { describe, expect, test } from "vitest";
import { parseBrief } from "../brief/parse.ts";
import { makeConcept } from "../concept/concept.ts";
import { cafeBrief, hanokBrief, mixedBrief } from "../fixtures.ts";
import { makePlan } from "../plan/plan.ts";
import { type Design, faults, withFault, written } from "./faults.ts";
import { reviewModel } from "./review.ts";

const half = () => 0.5;
const planned = (brief: Brief): Design => written(brief, makePlan(brief, makeConcept(brief, half), half));

/** Shops on six storeys with a lift. */
function towerBrief(): Brief {
  const understood = parseBrief({
    text: "6층 근린생활시설 1,500㎡ 서울 마포",
    permitDate: "2026-11-22",
    seed: 1n,
    siteGeojson: "",
  });
  if (!understood.ok) throw new Error(understood.problem.reason);
  return understood.brief;
}

const designs: Readonly<Record<string, Design>> = {
  cafe: planned(cafeBrief()),
  mixed: planned(mixedBrief()),
  hanok: planned(hanokBrief()),
  tower: planned(towerBrief()),
};

const cases = Object.entries(designs).flatMap(([name, design]) =>
  faults
    .filter((fault) => fault.of?.(design) ?? true)
    .map((fault) => ({ name, design, fault, story: fault.story, caught: fault.caught })),
);

describe("faults put into designs of the planners", () => {
  test("are more than thirty, each once a design", () => expect(cases.length).toBeGreaterThan(30));

  test.each(cases)("$name with $story: $caught", ({ design, fault }) => {
    const [before, after] = [reviewModel(design), reviewModel(withFault(design, fault))];
    expect(before.checks.find((check) => check.id === fault.caught)?.passed ?? true).toBe(true);
    expect(after.checks.find((check) => check.id === fault.caught)?.passed).toBe(false);
    expect(after.quality).toBeLessThan(before.quality);
    expect(after.fixes.map((fix) => fix.check)).toContain(fault.caught);
  });
});
