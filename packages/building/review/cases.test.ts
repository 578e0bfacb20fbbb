import { create } from "@bufbuild/protobuf";
import { type Brief, RoomWishSchema } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { OpeningKind, type Plan, SpaceSchema } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Check } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { describe, expect, test } from "vitest";
import { writeIfc } from "../ifc/model.ts";
import { checkCode } from "../law/check.ts";
import { sample, type SampleOptions } from "../law/sample.ts";
import { reviewModel } from "./review.ts";

type Change = (plan: Plan, brief: Brief) => void;

/** One check of a sample building, changed before it is written. */
function checkOf(id: string, options: SampleOptions, change: Change = () => {}): Check | undefined {
  const { plan, brief } = sample(options);
  change(plan, brief);
  const model = writeIfc(plan, brief, { permitDate: brief.permitDate });
  const codeReport = checkCode(plan, brief, model.guids);
  return reviewModel({ brief, ifcText: model.text, codeReport }).checks.find((one) => one.id === id);
}

const shop: SampleOptions = { storeys: 2, use: "shop" };

describe("reach", () => {
  const shut: Change = (plan) => {
    const storey = plan.storeys[1]!;
    storey.openings = storey.openings.filter((one) => one.id !== "2F/door");
  };

  test("a door into the air upstairs leads nowhere", () => {
    const air: Change = (plan, brief) => {
      shut(plan, brief);
      const window = plan.storeys[1]!.openings.find((one) => one.id === "2F/window")!;
      Object.assign(window, { kind: OpeningKind.DOOR, sill: 0, width: 1, firefighter: false });
    };
    expect(checkOf("gate.reach", shop, air)?.passed).toBe(false);
  });

  test("a passage without a leaf leads on", () => {
    const passage: Change = (plan) => {
      plan.storeys[1]!.openings.find((one) => one.id === "2F/door")!.kind = OpeningKind.PASSAGE;
    };
    expect(checkOf("gate.reach", shop, passage)?.passed).toBe(true);
  });

  test("a hatch one cannot step through does not", () => {
    const hatch: Change = (plan) => {
      const door = plan.storeys[1]!.openings.find((one) => one.id === "2F/door")!;
      Object.assign(door, { kind: OpeningKind.PASSAGE, sill: 0.9, height: 1 });
    };
    expect(checkOf("gate.reach", shop, hatch)?.passed).toBe(false);
  });

  test("each pair of storeys wants a stair of its own", () => {
    const three = { storeys: 3, use: "shop" };
    expect(checkOf("gate.stairs", three)?.passed).toBe(true);
    const gap: Change = (plan) => (plan.storeys[1]!.stairs = []);
    const check = checkOf("gate.stairs", three, gap);
    expect(check?.passed).toBe(false);
    expect(check?.measured).toContain("2F-3F");
  });
});

describe("stairs of homes may be steeper than others", () => {
  const steep: Change = (plan) => {
    const stair = plan.storeys[0]!.stairs[0]!;
    stair.riser = 0.2;
    stair.flights.forEach((flight, i) => Object.assign(flight, { risers: 8 + i, base: i * 1.6 }));
    stair.landings[0]!.level = 1.6;
    stair.going = 0.24;
  };
  test.each([
    ["house", true],
    ["shop", false],
    ["guesthouse", false],
  ])("%s: %s", (use, passed) => {
    expect(checkOf("stairs.size", { storeys: 2, use }, steep)?.passed).toBe(passed);
  });
  test("below 200 m2 of rooms upstairs 0.9 m are wide enough, above it 1.2 m", () => {
    const narrow: Change = (plan) => {
      for (const flight of plan.storeys[0]!.stairs[0]!.flights) flight.width = 0.95;
    };
    const large = { ...shop, width: 34, depth: 10, plot: { width: 46, depth: 30 } };
    expect(checkOf("stairs.size", shop, narrow)?.passed).toBe(true);
    expect(checkOf("stairs.size", large, narrow)?.passed).toBe(false);
  });
});

test.each([
  ["clinic", "서울", 4],
  ["clinic", "부산", 3],
  ["cafe", "서울", 4],
  ["cafe", "부산", 3],
  ["restaurant", "서울", 4],
  ["shop", "부산", 3],
  ["guesthouse", "서울", 4],
  ["office", "서울", 5],
  ["office", "부산", 4],
  ["house", "서울", 2],
])("528 m² of %s in %s want %d parking spaces", (use, city, spaces) => {
  const options = { storeys: 2, use, city, width: 24, depth: 11, plot: { width: 34, depth: 30 } };
  expect(checkOf("parking", options)?.demanded).toBe(`${spaces}대 이상`);
});

test("a single house wants one space, and one more for each 100 m2 above 150", () => {
  const single: Change = (plan) => plan.storeys.forEach((one) => (one.spaces[0]!.unit = ""));
  const options = { storeys: 2, use: "house", width: 12, depth: 11, plot: { width: 30, depth: 30 } };
  expect(checkOf("parking", options, single)?.demanded).toBe("2대 이상");
  expect(checkOf("parking", { use: "house" }, single)?.demanded).toBe("1대 이상");
});

test("a hall of 1 to 3.4 is too slim, one of 1 to 2.4 is not", () => {
  const hall = (width: number) => ({ use: "shop", width, depth: 8, plot: { width: width + 10, depth: 20 } });
  expect(checkOf("aspect", hall(2.8 + 18.5))?.passed).toBe(true);
  expect(checkOf("aspect", hall(2.8 + 27))?.passed).toBe(false);
});

describe("the accessible toilet", () => {
  const toilet = (w: number, d: number, accessible = true): Change => {
    return (plan) => {
      const net = sample({ at: { x: 12, y: 5 }, width: w, depth: d }).plan.storeys[0]!.outline!;
      plan.storeys[0]!.spaces[1] = create(SpaceSchema, {
        ...plan.storeys[0]!.spaces[1]!,
        kind: "wc",
        accessible,
        net,
      });
    };
  };
  test.each<readonly [story: string, options: SampleOptions, change: Change, passed: boolean | undefined]>([
    ["is missing in a cafe", {}, () => {}, false],
    ["is there", {}, toilet(1.6, 2), true],
    ["is too narrow", {}, toilet(1.5, 2), false],
    ["is too short", {}, toilet(1.6, 1.9), false],
    ["is a common one", {}, toilet(1.6, 2, false), false],
    ["is no duty of a small cafe", { width: 7, depth: 7 }, () => {}, undefined],
    ["was no duty before May 2022", { permitDate: "2022-04-30" }, () => {}, undefined],
    ["is no duty of a shop", { use: "shop" }, () => {}, undefined],
    ["is one if BF is asked for", { use: "shop", certificates: ["BF"] }, () => {}, false],
  ])("%s", (_, options, change, passed) => {
    expect(checkOf("access.wc", options, change)?.passed).toBe(passed);
  });
});

describe("travel", () => {
  const long = { storeys: 2, use: "shop", width: 40, depth: 8, plot: { width: 50, depth: 30 } };
  test("of 40 m is short enough in concrete", () => {
    expect(checkOf("egress.distance", long)).toMatchObject({ passed: true, demanded: "50 m 이하" });
  });
  test("of 40 m is too long in any other structure", () => {
    const light: Change = (plan) =>
      plan.constructions.forEach((one) => one.layers.forEach((layer) => (layer.material = "패널")));
    expect(checkOf("egress.distance", long, light)).toMatchObject({ passed: false });
  });
});

test("walls, roof, windows and floor are each held to their region's U-value", () => {
  const leaky = (id: string): Change => {
    return (plan) => (plan.constructions.find((one) => one.id === id)!.uValue = 2);
  };
  for (const [id, check] of [
    ["wall.ext", "energy.walls"],
    ["roof", "energy.roof"],
    ["window", "energy.windows"],
    ["floor.ground", "energy.floor"],
  ] as const) {
    expect(checkOf(check, shop)?.passed, check).toBe(true);
    expect(checkOf(check, shop, leaky(id))?.passed, check).toBe(false);
  }
});

test("above 1,000 m² the stairs must be closed off", () => {
  const large = { storeys: 2, use: "shop", width: 40, depth: 14, plot: { width: 60, depth: 40 } };
  const open: Change = (plan) => {
    plan.storeys[1]!.openings.find((one) => one.id === "2F/door")!.kind = OpeningKind.PASSAGE;
  };
  expect(checkOf("compartments", shop)).toBeUndefined();
  expect(checkOf("compartments", large)?.passed).toBe(true);
  expect(checkOf("compartments", large, open)?.passed).toBe(false);
});

describe("yards and terraces", () => {
  const wishing =
    (...kinds: string[]): Change =>
    (_, brief) =>
      void brief.rooms.push(...kinds.map((kind) => create(RoomWishSchema, { kind, count: 1 })));
  const tight = { ...shop, plot: { width: 14, depth: 9.2 }, at: { x: 0.5, y: 0.5 } };

  test.each([
    ["a yard where the plot is open", shop, ["yard", "terrace"], true],
    ["a yard where the building fills the plot", tight, ["yard"], false],
    ["a roof terrace that nobody drew", shop, ["roof_terrace"], false],
  ] as const)("%s", (_, options, kinds, passed) => {
    expect(checkOf("outdoor", options, wishing(...kinds))?.passed).toBe(passed);
    expect(checkOf("programme", options, wishing(...kinds))?.measured).toBe(checkOf("programme", options)?.measured);
  });

  test("nobody looks for what nobody asked for", () => {
    expect(checkOf("outdoor", shop)).toBeUndefined();
  });
});
