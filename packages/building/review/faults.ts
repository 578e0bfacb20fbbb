import { clone } from "@bufbuild/protobuf";
import { type Brief, BriefSchema } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { type CodeReport, CodeReportSchema } from "@viba/contracts/gen/viba/aec/v1/code_pb";
import { OpeningKind, type Plan, PlanSchema } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { writeIfc } from "../ifc/model.ts";
import { checkCode } from "../law/check.ts";

/** A design of the planners on its way to a review. */
export interface Design {
  readonly brief: Brief;
  readonly plan: Plan;
  readonly ifcText: string;
  readonly codeReport: CodeReport;
}

/** A plan written and checked, as a reviewer gets it. */
export function written(brief: Brief, plan: Plan): Design {
  const { text, guids } = writeIfc(plan, brief, { permitDate: brief.permitDate });
  return { brief, plan, ifcText: text, codeReport: checkCode(plan, brief, guids) };
}

/** One fault in one part of a design, and the check of the written model that must see it. */
export interface Fault {
  readonly story: string;
  readonly caught: string;
  readonly plan?: (plan: Plan) => void;
  readonly brief?: (brief: Brief) => void;
  readonly text?: (text: string) => string;
  readonly code?: (code: CodeReport) => void;
  /** Designs it makes sense for; all where absent. */
  readonly of?: (design: Design) => boolean;
}

const outerWalls = (plan: Plan) =>
  new Set(plan.storeys.flatMap(({ walls }) => walls.filter((w) => w.external).map((w) => w.id)));

const isLift = ({ kind }: { readonly kind: string }): boolean => kind === "lift";

/** Rooms that a lift of a storey opens to. */
const lobbiesOf = ({ spaces, openings }: Plan["storeys"][number]) => {
  const lifts = new Set(spaces.filter(isLift).map(({ id }) => id));
  const beside = openings.filter((opening) => opening.spaces.some((id) => lifts.has(id)));
  return spaces.filter(({ id }) => !lifts.has(id) && beside.some((opening) => opening.spaces.includes(id)));
};

const lifted = ({ plan }: Design): boolean => plan.storeys.some(({ spaces }) => spaces.some(isLift));

const stacked = ({ plan }: Design): boolean => plan.storeys.length > 1;
const dwelling = ({ brief }: Design): boolean => ["house", "mixed"].includes(brief.use);

/** Faults that a reviewer should find. */
export const faults: readonly Fault[] = [
  { story: "ceilings of 2.0 m", caught: "ceiling", plan: (p) => p.storeys.forEach((s) => (s.ceiling = 2)) },
  {
    story: "exits of 0.6 m",
    caught: "exit",
    plan: (p) => p.storeys[0]!.openings.filter((o) => o.exit).forEach((o) => (o.width = 0.6)),
  },
  {
    story: "no doors on the top floor",
    caught: "gate.reach",
    plan: (p) => {
      const top = p.storeys.at(-1)!;
      top.openings = top.openings.filter((o) => o.kind === OpeningKind.WINDOW);
    },
  },
  {
    story: "slits for windows",
    caught: "daylight",
    plan: (p) =>
      p.storeys.forEach((s) => s.openings.filter((o) => !o.exit && o.sill > 0).forEach((o) => (o.width = 0.15))),
    of: dwelling,
  },
  {
    story: "no parking",
    caught: "parking",
    plan: (p) => (p.parking = []),
    of: ({ plan }) => plan.parking.length > 0,
  },
  {
    story: "walls that leak",
    caught: "energy.walls",
    plan: (p) => p.constructions.filter((c) => c.id.startsWith("wall.ext")).forEach((c) => (c.uValue = 0.9)),
  },
  {
    story: "an outer wall left out",
    caught: "envelope.closed",
    plan: (p) => {
      const [storey] = p.storeys;
      const gone = storey!.walls.find((wall) => outerWalls(p).has(wall.id))!;
      storey!.walls = storey!.walls.filter((wall) => wall !== gone);
      storey!.openings = storey!.openings.filter((opening) => opening.wall !== gone.id);
    },
  },
  { story: "no stairs", caught: "gate.stairs", plan: (p) => p.storeys.forEach((s) => (s.stairs = [])), of: stacked },
  {
    story: "lifts that open into toilets",
    caught: "lift.door",
    plan: (p) => p.storeys.forEach((s) => lobbiesOf(s).forEach((room) => (room.kind = "wc"))),
    of: lifted,
  },
  {
    story: "a lift without a door on the top floor",
    caught: "lift.door",
    plan: (p) => {
      const top = p.storeys.at(-1)!;
      const lifts = top.spaces.filter(isLift).map(({ id }) => id);
      top.openings = top.openings.filter((opening) => !opening.spaces.some((id) => lifts.includes(id)));
    },
    of: lifted,
  },
  {
    story: "stairs of 0.5 m",
    caught: "stairs.size",
    plan: (p) => p.storeys.forEach((s) => s.stairs.forEach((one) => one.flights.forEach((f) => (f.width = 0.5)))),
    of: stacked,
  },
  {
    story: "no way in for firefighters",
    caught: "fire.windows",
    plan: (p) => p.storeys.forEach((s) => s.openings.forEach((o) => (o.firefighter = false))),
    of: stacked,
  },
  {
    story: "stairs without railings",
    caught: "stairs.guard",
    text: (text) => text.replaceAll(/(=IFCRAILING\([^)]*),#\d+,\$,\.GUARDRAIL\.\)/g, "$1,$,$,.GUARDRAIL.)"),
    of: stacked,
  },
  {
    story: "a flat roof on a hanok",
    caught: "style.hanok.roof",
    plan: (p) => (p.roof!.pitch = 0),
    of: ({ brief }) => brief.styles.includes("hanok"),
  },
  { story: "a fifth more was asked for", caught: "area.gross", brief: (b) => (b.areaM2 *= 1.2) },
  { story: "another storey was asked for", caught: "gate.storeys", brief: (b) => (b.storeys += 1) },
  {
    story: "nine more clinics were asked for",
    caught: "programme",
    brief: (b) => b.rooms.push({ $typeName: "viba.aec.v1.RoomWish", kind: "exam", count: 9, areaM2: 0 }),
  },
  {
    story: "a plot of another shape",
    caught: "gate.site",
    brief: (b) => b.site!.boundary!.points.forEach((point) => (point.x *= 0.4)),
  },
  { story: "a certificate nobody assessed", caught: "certificate.bf", brief: (b) => (b.certificates = ["BF"]) },
  { story: "an older schema", caught: "gate.version", text: (text) => text.replaceAll("IFC4X3_ADD2", "IFC4") },
  { story: "half a file", caught: "gate.readable", text: (text) => text.slice(0, text.length / 2) },
  {
    story: "a GlobalId used twice",
    caught: "gate.schema",
    text: (text) => {
      const [first, second] = [...text.matchAll(/=IFCWALL\('([^']{22})'/g)].map((match) => match[1]!);
      return text.replace(`IFCWALL('${second}'`, `IFCWALL('${first}'`);
    },
  },
  {
    story: "rooms that claim to be larger",
    caught: "honesty.quantities",
    text: (text) => text.replaceAll(/(IFCQUANTITYAREA\('NetFloorArea',[^)]*?),(\d+\.\d*),\$\)/g, "$1,77.7,$)"),
  },
  { story: "a code report without its date", caught: "honesty.report", code: (c) => (c.asof = "") },
];

/** The design with a fault in it, written again; the code report stays that of the design as it was. */
export function withFault({ brief, plan, ifcText, codeReport }: Design, fault: Fault): Design {
  const copy = {
    brief: clone(BriefSchema, brief),
    plan: clone(PlanSchema, plan),
    codeReport: clone(CodeReportSchema, codeReport),
  };
  // The file bears the brief it was written for: a later wish changes no model.
  fault.plan?.(copy.plan);
  const text = fault.plan ? writeIfc(copy.plan, copy.brief, { permitDate: brief.permitDate }).text : ifcText;
  fault.brief?.(copy.brief);
  fault.code?.(copy.codeReport);
  return { ...copy, ifcText: fault.text?.(text) ?? text };
}
