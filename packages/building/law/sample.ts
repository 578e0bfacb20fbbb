import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { type Brief, BriefSchema } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { OpeningKind, type Plan, PlanSchema, type StoreySchema } from "@viba/contracts/gen/viba/aec/v1/plan_pb";

/** What varies between the buildings of the law tests; lengths in metres. */
export interface SampleOptions {
  readonly storeys?: number;
  readonly use?: string;
  /** Use of each storey from the ground; `use` where absent. */
  readonly uses?: readonly string[];
  readonly structure?: string;
  readonly city?: string;
  readonly zone?: string;
  readonly climate?: string;
  readonly permitDate?: string;
  readonly certificates?: readonly string[];
  /** South-west corner of the building on the plot. */
  readonly at?: { readonly x: number; readonly y: number };
  readonly width?: number;
  readonly depth?: number;
  readonly height?: number;
  readonly plot?: { readonly width: number; readonly depth: number };
  readonly text?: string;
}

const rectangle = (x0: number, y0: number, x1: number, y1: number) => ({
  points: [
    { x: x0, y: y0 },
    { x: x1, y: y0 },
    { x: x1, y: y1 },
    { x: x0, y: y1 },
  ],
});

const defaults = {
  storeys: 1,
  use: "cafe",
  structure: "rc",
  city: "서울",
  zone: "제2종일반주거지역",
  climate: "중부2",
  permitDate: "2026-11-22",
  at: { x: 4, y: 4 },
  width: 10,
  depth: 8,
  height: 3.4,
  plot: { width: 18, depth: 20 },
  text: "",
};

/** A lawful box of a building: one hall and one enclosed half-turn stair a storey, road in the south. */
export function sample(options: SampleOptions = {}): { plan: Plan; brief: Brief } {
  const o = { ...defaults, ...options };
  const brief = create(BriefSchema, {
    text: o.text,
    use: o.use,
    storeys: o.storeys,
    areaM2: o.width * o.depth * o.storeys,
    permitDate: o.permitDate,
    certificates: [...(options.certificates ?? [])],
    location: { city: o.city, zone: o.zone, climate: o.climate },
    site: {
      boundary: rectangle(0, 0, o.plot.width, o.plot.depth),
      roadWidth: 8,
      roadSide: "S",
    },
  });
  const plan = create(PlanSchema, {
    title: "시험 건물",
    concept: { structure: o.structure, width: o.width, depth: o.depth },
    storeys: Array.from({ length: o.storeys }, (_, index) => storeyOf(o, index)),
    roof: { kind: "flat", outlines: [rectangle(o.at.x, o.at.y, o.at.x + o.width, o.at.y + o.depth)] },
    constructions: [
      {
        id: "wall.ext",
        uValue: 0.15,
        layers: [{ material: "철근콘크리트", thickness: 0.2 }],
      },
      { id: "wall.int", layers: [{ material: "철근콘크리트", thickness: 0.15 }] },
      { id: "roof", uValue: 0.14, layers: [{ material: "콘크리트", thickness: 0.25 }] },
      { id: "floor.ground", uValue: 0.15, layers: [{ material: "콘크리트", thickness: 0.2 }] },
      { id: "window", uValue: 0.9, layers: [{ material: "유리", thickness: 0.024 }] },
    ],
    site: brief.site!,
    parking: [0, 1, 2, 3].map((index) => ({
      outline: rectangle(15, 1 + index * 2.5, 17.3, 3.4 + index * 2.5),
    })),
    systems: ["extinguisher", "heat_recovery"],
    grossFloorArea: o.width * o.depth * o.storeys,
    footprint: o.width * o.depth,
    landscapeArea: o.plot.width * o.plot.depth * 0.2,
  });
  return { plan, brief };
}

type Options = typeof defaults & SampleOptions;

function storeyOf(o: Options, index: number): MessageInitShape<typeof StoreySchema> {
  const name = `${index + 1}F`;
  const { x, y } = o.at;
  const [east, north] = [x + o.width, y + o.depth];
  const inner = east - 2.8;
  const use = o.uses?.[index] ?? o.use;
  const home = use === "house" || use === "guesthouse";
  const wall = (id: string, from: [number, number], to: [number, number], faces: string) => ({
    id: `${name}/${id}`,
    start: { x: from[0], y: from[1] },
    end: { x: to[0], y: to[1] },
    thickness: faces === "" ? 0.15 : 0.3,
    height: o.height - 0.2,
    external: faces !== "",
    construction: faces === "" ? "wall.int" : "wall.ext",
    faces,
  });
  const hall = `${name}/hall`;
  const stair = `${name}/stair`;
  const last = index === o.storeys - 1;
  return {
    number: index + 1,
    name,
    elevation: index * o.height,
    height: o.height,
    slab: 0.2,
    ceiling: o.height - 0.6,
    use,
    outline: rectangle(x, y, east, north),
    spaces: [
      {
        id: hall,
        kind: home ? "guestroom" : "hall",
        name: home ? "객실" : "홀",
        gross: rectangle(x, y, inner, north),
        net: rectangle(x + 0.15, y + 0.15, inner - 0.075, north - 0.15),
        habitable: true,
        public: true,
        accessible: true,
        unit: home ? `${name}-A` : "",
      },
      {
        id: stair,
        kind: "stair",
        name: "계단실",
        gross: rectangle(inner, y, east, north),
        net: rectangle(inner + 0.075, y + 0.15, east - 0.15, north - 0.15),
      },
    ],
    walls: [
      wall("s", [x, y], [east, y], "S"),
      wall("e", [east, y], [east, north], "E"),
      wall("n", [east, north], [x, north], "N"),
      wall("w", [x, north], [x, y], "W"),
      wall("m", [inner, y], [inner, north], ""),
    ],
    openings: [
      ...(index === 0
        ? [
            {
              id: `${name}/entrance`,
              wall: `${name}/s`,
              kind: OpeningKind.DOOR,
              at: 2,
              width: 1,
              height: 2.1,
              spaces: [hall],
              exit: true,
            },
          ]
        : []),
      {
        id: `${name}/door`,
        wall: `${name}/m`,
        kind: OpeningKind.DOOR,
        at: o.depth - 1,
        width: 1,
        height: 2.1,
        spaces: [hall, stair],
      },
      {
        id: `${name}/window`,
        wall: `${name}/s`,
        kind: OpeningKind.WINDOW,
        at: 5,
        width: 4,
        height: 1.8,
        sill: 0.6,
        spaces: [hall],
        openable: 0.5,
        firefighter: index > 0,
      },
    ],
    stairs: last ? [] : [stairOf(o, { name, stair, inner, y })],
  };
}

function stairOf(o: Options, at: { name: string; stair: string; inner: number; y: number }) {
  const left = at.inner + 0.1;
  const foot = at.y + 2;
  const run = 9 * 0.26;
  return {
    id: `${at.name}/stair-up`,
    space: at.stair,
    riser: o.height / 20,
    going: 0.26,
    flights: [
      {
        foot: { x: left + 0.6, y: foot + run },
        direction: { x: 0, y: -1 },
        width: 1.2,
        risers: 10,
        base: 0,
      },
      {
        foot: { x: left + 1.9, y: foot },
        direction: { x: 0, y: 1 },
        width: 1.2,
        risers: 10,
        base: o.height / 2,
      },
    ],
    landings: [{ outline: rectangle(left, foot - 1.2, left + 2.5, foot), level: o.height / 2 }],
    well: rectangle(left, foot - 1.2, left + 2.5, foot + run),
  };
}
