import { createHash } from "node:crypto";
import { create } from "@bufbuild/protobuf";
import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { CodeReport } from "@viba/contracts/gen/viba/aec/v1/code_pb";
import { OpeningKind, type Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { type Review, ReviewSchema } from "@viba/contracts/gen/viba/aec/v1/review_pb";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { writeIfc } from "../ifc/model.ts";
import { parseStep } from "../ifc-read/step-file.ts";
import type { Instance } from "../ifc-read/value.ts";
import { checkCode } from "../law/check.ts";
import { sample } from "../law/sample.ts";
import { toAssessment } from "./assessment.ts";
import { reviewModel } from "./review.ts";

/** A design on its way to a review; a mutation changes one of its parts. */
interface Design {
  plan: Plan;
  brief: Brief;
  ifcText: string;
  codeReport: CodeReport;
}

function design(): Design {
  const { plan, brief } = sample({ storeys: 2, use: "shop" });
  const model = writeIfc(plan, brief, { permitDate: brief.permitDate });
  return { plan, brief, ifcText: model.text, codeReport: checkCode(plan, brief, model.guids) };
}

const check = (review: Review, id: string) => review.checks.find((one) => one.id === id);

/** The design written again from its changed plan; the code report stays that of the good one. */
const rewritten = (change: (plan: Plan) => void) => (target: Design) => {
  change(target.plan);
  const { brief, plan } = target;
  target.ifcText = writeIfc(plan, brief, { permitDate: brief.permitDate }).text;
};

/** The file changed line by line; the edit must hit something. */
const edited = (pick: (one: Instance) => boolean, edit: (line: string) => string, most = 99) => {
  return (target: Design) => {
    const parsed = parseStep(target.ifcText);
    if (!parsed.ok) throw new TypeError(parsed.problem.message);
    const picked = [...parsed.value.instances.values()].filter(pick).slice(0, most);
    expect(picked.length).toBeGreaterThan(0);
    const ids = new Set(picked.map((one) => `#${one.id}=`));
    target.ifcText = target.ifcText
      .split("\n")
      .map((line) => (ids.has(line.slice(0, line.indexOf("=") + 1)) ? edit(line) : line))
      .join("\n");
  };
};

const is = (type: string) => (one: Instance) => one.type === type;
const refers = (one: Instance, index: number): number => {
  const value = one.values[index];
  return value?.kind === "ref" ? value.value : -1;
};
const typeAt = (text: string, id: number): string => {
  const parsed = parseStep(text);
  return parsed.ok ? (parsed.value.instances.get(id)?.type ?? "") : "";
};
const quantity = (type: string, name: string) => (one: Instance) =>
  one.type === type && one.values[0]?.kind === "text" && one.values[0].value === name;
const good = design();
const byTag = (type: string, tag: string): Instance => {
  const parsed = parseStep(good.ifcText);
  const all = parsed.ok ? [...parsed.value.instances.values()] : [];
  return all.find((one) => one.type === type && one.values[7]?.kind === "text" && one.values[7].value === tag)!;
};
const remove = () => "";
const ground = (plan: Plan) => plan.storeys[0]!;
const upper = (plan: Plan) => plan.storeys[1]!;

const mutations: readonly { story: string; caught: string; change: (target: Design) => void }[] = [
  {
    story: "a room states 20 % more area",
    caught: "honesty.quantities",
    change: edited(quantity("IFCQUANTITYAREA", "NetFloorArea"), (line) => line.replace(/,(\d+\.\d*),\$\)/, ",99.,$)")),
  },
  {
    story: "the building states another gross floor area",
    caught: "honesty.quantities",
    change: edited(quantity("IFCQUANTITYAREA", "GrossFloorArea"), (line) => line.replace(/,160\.\d*,/, ",200.,")),
  },
  {
    story: "walls state volumes without their openings taken out",
    caught: "honesty.walls",
    change: edited(quantity("IFCQUANTITYVOLUME", "NetVolume"), (line) => line.replace(/,(\d+\.\d*),\$\)/, ",12.,$)")),
  },
  {
    story: "no hole in the slab over the stair",
    caught: "stairs.well",
    change: (target) =>
      edited(
        (one) => one.type === "IFCRELVOIDSELEMENT" && typeAt(target.ifcText, refers(one, 4)) === "IFCSLAB",
        remove,
      )(target),
  },
  {
    story: "a door into the air on the second floor",
    caught: "doors.join",
    change: rewritten((plan) => {
      const window = upper(plan).openings.find((one) => one.kind === OpeningKind.WINDOW)!;
      Object.assign(window, { kind: OpeningKind.DOOR, sill: 0, width: 1 });
    }),
  },
  {
    story: "a door that stands in no wall",
    caught: "doors.join",
    change: edited(
      (one) => one.type === "IFCRELFILLSELEMENT" && refers(one, 5) === byTag("IFCDOOR", "1F/entrance").id,
      remove,
    ),
  },
  {
    story: "an outer wall is missing",
    caught: "envelope.closed",
    change: rewritten((plan) => {
      upper(plan).walls = upper(plan).walls.filter((wall) => wall.id !== "2F/n");
    }),
  },
  {
    story: "an outer wall belongs to no storey",
    caught: "envelope.closed",
    change: edited(is("IFCRELCONTAINEDINSPATIALSTRUCTURE"), (line) =>
      line.replace(new RegExp(`#${byTag("IFCWALL", "1F/w").id},`), ""),
    ),
  },
  {
    story: "the stair room loses its wall",
    caught: "envelope.rooms",
    change: rewritten((plan) => {
      upper(plan).walls = upper(plan).walls.filter((wall) => wall.id !== "2F/m");
      upper(plan).openings = upper(plan).openings.filter((one) => one.wall !== "2F/m");
    }),
  },
  {
    story: "a GlobalId of three characters",
    caught: "gate.schema",
    change: edited(is("IFCSPACE"), (line) => line.replace(/'[^']{22}'/, "'abc'"), 1),
  },
  {
    story: "a GlobalId used twice",
    caught: "gate.schema",
    change: edited(is("IFCSPACE"), (line) => line.replace(/'[^']{22}'/, "'0123456789abcdefghijkl'")),
  },
  {
    story: "a reference to nothing",
    caught: "gate.schema",
    change: edited(is("IFCSPACE"), (line) => line.replace(/#\d+,#\d+,/, "#999999,#999999,"), 1),
  },
  {
    story: "an attribute too few",
    caught: "gate.schema",
    change: edited(is("IFCWALL"), (line) => line.replace(",$);", ");"), 1),
  },
  {
    story: "another schema",
    caught: "gate.version",
    change: (target) => {
      target.ifcText = target.ifcText.replace("FILE_SCHEMA(('IFC4X3_ADD2'))", "FILE_SCHEMA(('IFC2X3'))");
    },
  },
  {
    story: "a body without depth",
    caught: "gate.solids",
    change: edited(is("IFCEXTRUDEDAREASOLID"), (line) => line.replace(/,[\d.]+\);$/, ",0.);"), 1),
  },
  {
    story: "the file is cut off",
    caught: "gate.readable",
    change: (target) => {
      target.ifcText = target.ifcText.slice(0, target.ifcText.length / 2);
    },
  },
  {
    story: "flights of 0.6 m",
    caught: "stairs.size",
    change: rewritten((plan) => {
      for (const flight of ground(plan).stairs[0]!.flights) flight.width = 0.6;
    }),
  },
  {
    story: "risers of 0.2125 m",
    caught: "stairs.size",
    change: rewritten((plan) => {
      const [stair] = ground(plan).stairs;
      stair!.riser = 3.4 / 16;
      stair!.flights.forEach((flight) => (flight.risers = 8));
    }),
  },
  {
    story: "the stair ends below the floor",
    caught: "stairs.top",
    change: rewritten((plan) => {
      ground(plan).stairs[0]!.flights[1]!.base -= 0.15;
    }),
  },
  {
    story: "no stair at all",
    caught: "gate.stairs",
    change: rewritten((plan) => {
      ground(plan).stairs = [];
    }),
  },
  {
    story: "the well is too short for a head",
    caught: "stairs.headroom",
    change: rewritten((plan) => {
      for (const point of ground(plan).stairs[0]!.well!.points) point.y = Math.min(point.y, 6.4);
    }),
  },
  {
    story: "rooms overlap",
    caught: "gate.overlap",
    change: rewritten((plan) => {
      ground(plan).spaces[0]!.net!.points.forEach((point) => {
        if (point.x > 8) point.x += 1;
      });
    }),
  },
  {
    story: "beyond the plot",
    caught: "gate.site",
    change: ({ brief }) => brief.site!.boundary!.points.forEach((point) => (point.x = Math.min(point.x, 12))),
  },
  {
    story: "the hall upstairs has no door",
    caught: "gate.reach",
    change: rewritten((plan) => {
      upper(plan).openings = upper(plan).openings.filter((one) => one.id !== "2F/door");
    }),
  },
  {
    story: "a storey without rooms",
    caught: "gate.spaces",
    change: rewritten((plan) => {
      upper(plan).spaces = [];
      upper(plan).openings = [];
    }),
  },
  {
    story: "a window in an inner wall",
    caught: "windows.outside",
    change: rewritten((plan) => {
      Object.assign(
        ground(plan).openings.find((one) => one.id === "1F/window")!,
        {
          wall: "1F/m",
          at: 3,
          spaces: ["1F/hall"],
        },
      );
    }),
  },
  {
    story: "a slit for a window",
    caught: "daylight",
    change: rewritten((plan) => {
      ground(plan).openings.find((one) => one.id === "1F/window")!.width = 0.3;
    }),
  },
  {
    story: "a ceiling of 2.0 m",
    caught: "ceiling",
    change: rewritten((plan) => (ground(plan).ceiling = 2)),
  },
  {
    story: "an exit of 0.7 m",
    caught: "exit",
    change: rewritten((plan) => (ground(plan).openings[0]!.width = 0.7)),
  },
  {
    story: "nobody marked the firefighters' window",
    caught: "fire.windows",
    change: rewritten((plan) => upper(plan).openings.forEach((one) => (one.firefighter = false))),
  },
  {
    story: "walls that leak",
    caught: "energy.walls",
    change: rewritten((plan) => (plan.constructions[0]!.uValue = 0.5)),
  },
  {
    story: "no parking",
    caught: "parking",
    change: rewritten((plan) => (plan.parking = [])),
  },
  {
    story: "the brief asked for a fifth more",
    caught: "area.gross",
    change: ({ brief }) => (brief.areaM2 *= 1.2),
  },
  {
    story: "the brief asked for three storeys",
    caught: "gate.storeys",
    change: ({ brief }) => (brief.storeys = 3),
  },
  {
    story: "the brief asked for a cafe",
    caught: "programme",
    change: ({ brief }) => (brief.use = "cafe"),
  },
  {
    story: "the brief asked for five guest rooms",
    caught: "programme",
    change: ({ brief }) =>
      brief.rooms.push({ $typeName: "viba.aec.v1.RoomWish", kind: "guestroom", count: 5, areaM2: 0 }),
  },
  {
    story: "the brief excluded parking",
    caught: "exclusions",
    change: ({ brief }) => brief.exclusions.push("parking"),
  },
  {
    story: "the brief asked for G-SEED, and nobody assessed it",
    caught: "certificate.g-seed",
    change: ({ brief }) => brief.certificates.push("G-SEED"),
  },
  {
    story: "0.9 m from the north boundary",
    caught: "site.north",
    change: ({ brief }) => brief.site!.boundary!.points.forEach((point) => (point.y = Math.min(point.y, 13.05))),
  },
  {
    story: "a plot too small for the building",
    caught: "site.coverage",
    change: ({ brief }) =>
      brief.site!.boundary!.points.forEach((point) => {
        point.x = Math.max(3.8, Math.min(point.x, 14.2));
        point.y = Math.max(3.8, Math.min(point.y, 12.2));
      }),
  },
  {
    story: "the code report names no date",
    caught: "honesty.report",
    change: ({ codeReport }) => (codeReport.asof = ""),
  },
  {
    story: "the code report says the stair is too narrow",
    caught: "law.code",
    change: ({ codeReport }) => (codeReport.findings.find((one) => one.rule === "room.h")!.verdict = 2),
  },
];

describe("a good design", () => {
  const review = reviewModel(good);
  test("has no failed check but wishes", () => {
    const failed = review.checks.filter((one) => !one.passed).map((one) => `${one.id}: ${one.measured}`);
    expect(failed).toEqual([]);
    expect(review.quality).toBe(1);
    expect(review.fixes).toEqual([]);
  });

  test("says of each check what was measured and demanded", () => {
    for (const one of review.checks) {
      expect(one.measured, one.id).not.toMatch(/^$|NaN|undefined|Infinity/);
      expect(one.demanded, one.id).not.toMatch(/^$|NaN|undefined/);
    }
    expect(new Set(review.checks.map((one) => one.id)).size).toBe(review.checks.length);
  });

  test("must be the file its digest names", () => {
    const sha256 = createHash("sha256").update(good.ifcText).digest("hex");
    expect(reviewModel({ ...good, sha256 }).quality).toBe(1);
    expect(reviewModel({ ...good, sha256: sha256.replace(/./, "x") }).quality).toBe(0);
  });

  test("is the same twice", () => expect(reviewModel(design()).checks).toEqual(review.checks));
});

describe("every mutation is caught", () => {
  test.each(mutations)("$story", ({ caught, change }) => {
    const target = design();
    change(target);
    const review = reviewModel(target);
    expect(check(review, caught)?.passed, caught).toBe(false);
    expect(review.quality).toBeLessThan(1);
    if (check(review, caught)!.gate) expect(review.quality).toBe(0);
    expect(review.fixes.map((fix) => fix.check)).toContain(caught);
    expect(review.fixes.every((fix) => /[가-힣]/.test(fix.text))).toBe(true);
  });
});

test("a fault the review measures itself is not counted again because the code report names it", () => {
  const target = design();
  rewritten((plan) => upper(plan).openings.forEach((one) => (one.firefighter = false)))(target);
  const silent = reviewModel(target).quality;
  target.codeReport = checkCode(target.plan, target.brief, {});
  const review = reviewModel(target);
  expect(target.codeReport.findings.find((one) => one.rule === "fire.window")!.verdict).toBe(2);
  expect(check(review, "law.code")!.passed).toBe(true);
  expect(review.quality).toBe(silent);
});

test("no edit of the file makes the review throw", () => {
  fc.assert(
    fc.property(fc.nat(good.ifcText.length), fc.string({ maxLength: 8 }), (at, piece) => {
      const ifcText = good.ifcText.slice(0, at) + piece + good.ifcText.slice(at + piece.length);
      const { quality } = reviewModel({ ...good, ifcText });
      expect(quality).toBeGreaterThanOrEqual(0);
      expect(quality).toBeLessThanOrEqual(1);
    }),
    { numRuns: 40 },
  );
});

describe("the assessment", () => {
  const row = (quality: number, passed: boolean) =>
    toAssessment(
      create(ReviewSchema, {
        quality,
        checks: [{ id: "gate.site", gate: true, passed }],
        fixes: passed ? [] : [{ check: "gate.site", text: "건물을 옮기십시오." }],
      }),
    );
  test.each([
    [0.8, true, true],
    [0.79, true, false],
    [0.95, false, false],
  ])("quality %d, gate %s: accepted %s", (quality, passed, accepted) => {
    expect(row(quality, passed).accepted).toBe(accepted);
  });
  test("names the plan as what to revise, and why", () => {
    expect(row(0, false).reviseType).toBe("viba.aec.v1.Plan");
    expect(row(0, false).fixes).toEqual(["건물을 옮기십시오."]);
  });
});
