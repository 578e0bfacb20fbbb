import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { OpeningKind, type Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { describe, expect, test } from "vitest";
import { makeConcept } from "../concept/concept.ts";
import { cafeBrief, hanokBrief, mixedBrief } from "../fixtures.ts";
import { writeIfc } from "../ifc/model.ts";
import { checkCode } from "../law/check.ts";
import { makePlan } from "../plan/plan.ts";
import { reviewModel } from "./review.ts";

const middle = () => 0.5;

function planned(brief: Brief): Plan {
  return makePlan(brief, makeConcept(brief, middle), middle);
}

function styleFaults(plan: Plan, brief: Brief): string[] {
  const model = writeIfc(plan, brief, { permitDate: brief.permitDate });
  const codeReport = checkCode(plan, brief, model.guids);
  const { checks } = reviewModel({ brief, ifcText: model.text, codeReport });
  expect(checks.some((one) => one.id.startsWith("style."))).toBe(true);
  return checks.filter((one) => one.id.startsWith("style.") && !one.passed).map((one) => one.id);
}

const ground = (plan: Plan) => plan.storeys[0]!;
const spacesOf = (plan: Plan, kind: string) =>
  ground(plan)
    .spaces.filter((space) => space.kind === kind)
    .map((space) => space.id);
const dropDoors = (plan: Plan, kind: string) => {
  const keys = spacesOf(plan, kind);
  const storey = ground(plan);
  const outer = new Set(storey.walls.filter((wall) => wall.external).map((wall) => wall.id));
  storey.openings = storey.openings.filter(
    (one) => one.kind === OpeningKind.WINDOW || !outer.has(one.wall) || !one.spaces.some((key) => keys.includes(key)),
  );
};

type Row = readonly [story: string, change: (plan: Plan, brief: Brief) => void, fault: string];

describe.each<readonly [string, () => Brief, readonly Row[]]>([
  [
    "a hanok",
    hanokBrief,
    [
      ["a roof of 10 degrees", (plan) => (plan.roof!.pitch = 10), "style.hanok.roof"],
      ["eaves of 0.5 m", (plan) => (plan.roof!.eaves = 0.5), "style.hanok.eaves"],
      ["no posts", (plan) => (ground(plan).columns = []), "style.hanok.posts"],
      [
        "posts of concrete",
        (plan) => ground(plan).columns.forEach((post) => (post.material = "concrete")),
        "style.hanok.posts",
      ],
      ["a floor at 0.2 m", (plan) => (ground(plan).elevation = 0.2), "style.hanok.floor"],
      ["a daecheong without outer doors", (plan) => dropDoors(plan, "daecheong"), "style.hanok.daecheong"],
      ["no systems", (plan) => (plan.systems = []), "style.hanok.amenities"],
    ],
  ],
  [
    "a modern cafe",
    cafeBrief,
    [
      ["a hip roof", (plan) => Object.assign(plan.roof!, { kind: "hip", pitch: 25, eaves: 0.3 }), "style.modern.roof"],
      [
        "small windows",
        (plan) => ground(plan).openings.forEach((one) => (one.width = Math.min(one.width, 0.5))),
        "style.modern.glazing",
      ],
      [
        "a hall that is a storeroom",
        (plan) => ground(plan).spaces.forEach((space) => (space.kind = "storage")),
        "style.modern.hall",
      ],
    ],
  ],
  [
    "a building of shops and homes",
    mixedBrief,
    [
      [
        "homes on the ground floor",
        (_, brief) => (brief.storeyUses.find((one) => one.storey === 1)!.use = "house"),
        "style.mixed.upper",
      ],
      ["no door of their own for the homes", (plan) => dropDoors(plan, "corehall"), "style.mixed.entrances"],
      [
        "a shop upstairs on the homes' only stair",
        (_, brief) => (brief.storeyUses.find((one) => one.storey === 2)!.use = "shop"),
        "style.mixed.entrances",
      ],
    ],
  ],
])("%s", (_, briefOf, rows) => {
  test("as planned has its style", () => expect(styleFaults(planned(briefOf()), briefOf())).toEqual([]));

  test.each(rows)("with %s has lost it", (_story, change, fault) => {
    const brief = briefOf();
    const plan = planned(brief);
    change(plan, brief);
    expect(styleFaults(plan, brief)).toContain(fault);
  });
});
