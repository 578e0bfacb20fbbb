import { create } from "@bufbuild/protobuf";
import type { MessageInitShape } from "@bufbuild/protobuf";
import { OpeningKind, PlanSchema } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type {
  OpeningSchema,
  Plan,
  SpaceSchema,
  Storey,
  StoreySchema,
  WallSchema,
} from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { corners } from "../geometry/rectangle.ts";

type WallInit = MessageInitShape<typeof WallSchema>;
type OpeningInit = MessageInitShape<typeof OpeningSchema>;
type SpaceInit = MessageInitShape<typeof SpaceSchema>;
type StoreyInit = Exclude<MessageInitShape<typeof StoreySchema>, Storey>;
type Box = readonly [x0: number, y0: number, x1: number, y1: number];

const ring = ([x0, y0, x1, y1]: Box) => ({ points: corners({ x0, y0, x1, y1 }) });

const shrunk = ([x0, y0, x1, y1]: Box, [left, below, right, above]: Box): Box => [
  x0 + left,
  y0 + below,
  x1 - right,
  y1 - above,
];

const points = (...pairs: [number, number][]) => ({ points: pairs.map(([x, y]) => ({ x, y })) });

const wall = (
  id: string,
  [x0, y0, x1, y1]: Box,
  more: Pick<WallInit, "height" | "thickness"> & { faces?: string },
): WallInit => ({
  id,
  start: { x: x0, y: y0 },
  end: { x: x1, y: y1 },
  external: more.faces !== undefined,
  construction: more.faces === undefined ? "wall.int" : "wall.ext",
  faces: more.faces ?? "",
  height: more.height!,
  thickness: more.thickness!,
});

const constructions = [
  {
    id: "wall.ext",
    name: "외벽",
    uValue: 0.24,
    layers: [
      { material: "외장재", thickness: 0.02 },
      { material: "단열재", thickness: 0.12 },
      { material: "콘크리트", thickness: 0.16 },
    ],
  },
  { id: "wall.int", name: "칸막이벽", layers: [{ material: "석고보드 벽", thickness: 0.12 }] },
  {
    id: "floor.ground",
    name: "1층 바닥",
    uValue: 0.2,
    layers: [
      { material: "단열재", thickness: 0.05 },
      { material: "콘크리트", thickness: 0.15 },
    ],
  },
  { id: "floor.inter", name: "층간 바닥", layers: [{ material: "콘크리트", thickness: 0.2 }] },
  {
    id: "roof",
    name: "지붕",
    uValue: 0.15,
    layers: [
      { material: "방수층", thickness: 0.02 },
      { material: "단열재", thickness: 0.13 },
      { material: "콘크리트", thickness: 0.15 },
    ],
  },
  { id: "window", name: "로이 복층유리", uValue: 1.5, layers: [{ material: "유리", thickness: 0.024 }] },
];

const site = { boundary: ring([0, 0, 18, 16]), roadWidth: 8, roadSide: "S" };

/** Shifts the building from the origin onto the plot. */
const [dx, dy] = [4, 3];
const onSite = ([x0, y0, x1, y1]: Box): Box => [x0 + dx, y0 + dy, x1 + dx, y1 + dy];

function houseStorey(number: number, elevation: number, more: Partial<StoreyInit>): StoreyInit {
  const floor = number > 0 ? `${number}F` : `B${-number}`;
  const [height, outer, inner] = [3.1, { height: 3.1, thickness: 0.3 }, { height: 3.1, thickness: 0.12 }];
  const space = (id: string, kind: string, name: string, gross: Box, insets: Box): SpaceInit => ({
    id: `${floor}/${id}`,
    kind,
    name,
    gross: ring(onSite(gross)),
    net: ring(onSite(shrunk(gross, insets))),
    habitable: kind === "hall",
    wet: kind === "wc",
  });
  return {
    number,
    name: floor,
    elevation,
    height: height + 0.2,
    slab: 0.2,
    ceiling: 2.7,
    use: "house",
    outline: ring(onSite([0, 0, 10, 8])),
    spaces: [
      space("hall", "hall", "홀", [0, 0, 6, 8], [0.15, 0.15, 0.06, 0.15]),
      space("stair", "stair", "계단실", [6, 3, 8.7, 8], [0.06, 0.06, 0.06, 0.15]),
      space("kitchen", "kitchen", "주방", [6, 0, 10, 3], [0.06, 0.15, 0.15, 0.06]),
      space("wc", "wc", "화장실", [8.7, 3, 10, 8], [0.06, 0.06, 0.15, 0.15]),
    ],
    walls: [
      wall(`${floor}/ws`, onSite([-0.15, 0, 10.15, 0]), { ...outer, faces: "S" }),
      wall(`${floor}/we`, onSite([10, 0.15, 10, 7.85]), { ...outer, faces: "E" }),
      wall(`${floor}/wn`, onSite([10.15, 8, -0.15, 8]), { ...outer, faces: "N" }),
      wall(`${floor}/ww`, onSite([0, 7.85, 0, 0.15]), { ...outer, faces: "W" }),
      wall(`${floor}/w1`, onSite([6, 0.15, 6, 7.85]), inner),
      wall(`${floor}/w2`, onSite([6.06, 3, 9.85, 3]), inner),
      wall(`${floor}/w3`, onSite([8.7, 3.06, 8.7, 7.85]), inner),
    ],
    openings: [...houseDoors(floor), ...(number > 0 ? houseWindows(floor) : [])],
    ...more,
  };
}

function houseDoors(floor: string): OpeningInit[] {
  const inner = { width: 0.9, height: 2.1, sill: 0 };
  const key = (...ids: string[]) => ids.map((id) => `${floor}/${id}`);
  return [
    {
      id: `${floor}/d1`,
      wall: `${floor}/w1`,
      kind: OpeningKind.DOOR,
      at: 3.45,
      ...inner,
      spaces: key("hall", "stair"),
    },
    {
      id: `${floor}/d2`,
      wall: `${floor}/w1`,
      kind: OpeningKind.PASSAGE,
      at: 1.35,
      width: 1.6,
      height: 2.3,
      spaces: key("hall", "kitchen"),
    },
    {
      id: `${floor}/d3`,
      wall: `${floor}/w2`,
      kind: OpeningKind.SLIDING_DOOR,
      at: 3.2,
      ...inner,
      spaces: key("kitchen", "wc"),
    },
  ];
}

function houseWindows(floor: string): OpeningInit[] {
  const spec = { kind: OpeningKind.WINDOW, height: 1.5, sill: 0.9, openable: 0.5 };
  return [
    { id: `${floor}/n1`, wall: `${floor}/ww`, at: 4, width: 3, ...spec, spaces: [`${floor}/hall`] },
    { id: `${floor}/n2`, wall: `${floor}/we`, at: 1.5, width: 1.2, ...spec, spaces: [`${floor}/kitchen`] },
    { id: `${floor}/n3`, wall: `${floor}/ws`, at: 2, width: 2.4, ...spec, spaces: [`${floor}/hall`] },
  ];
}

const entrance: OpeningInit = {
  id: "1F/entrance",
  wall: "1F/ws",
  kind: OpeningKind.DOUBLE_DOOR,
  at: 5,
  width: 1.6,
  height: 2.2,
  spaces: ["1F/hall"],
  exit: true,
};

const well = ring(onSite([6.06, 4.2, 8.64, 7.85]));

function houseStair(floor: string): NonNullable<StoreyInit["stairs"]>[number] {
  const [going, y0] = [0.28, 4.2];
  const y1 = y0 + 9 * going;
  return {
    id: `${floor}/stair-1`,
    space: `${floor}/stair`,
    riser: 0.165,
    going,
    flights: [
      { foot: { x: 6.66 + dx, y: y0 + dy }, direction: { x: 0, y: 1 }, width: 1.2, risers: 10, base: 0 },
      { foot: { x: 8.04 + dx, y: y1 + dy }, direction: { x: 0, y: -1 }, width: 1.2, risers: 10, base: 1.65 },
    ],
    landings: [{ outline: ring(onSite([6.06, y1, 8.64, 7.85])), level: 1.65 }],
    well,
  };
}

const furniture = (floor: string) => [
  { id: `${floor}/f1`, kind: "table", centre: { x: 6, y: 6 }, width: 1.2, depth: 0.8, space: `${floor}/hall` },
  { id: `${floor}/f2`, kind: "chair", centre: { x: 6, y: 6.7 }, width: 0.45, depth: 0.45, space: `${floor}/hall` },
  {
    id: `${floor}/f3`,
    kind: "chair",
    centre: { x: 6, y: 5.3 },
    width: 0.45,
    depth: 0.45,
    rotation: 180,
    space: `${floor}/hall`,
  },
  { id: `${floor}/f4`, kind: "wc", centre: { x: 13.4, y: 10.3 }, width: 0.4, depth: 0.7, space: `${floor}/wc` },
  { id: `${floor}/f5`, kind: "aquarium", centre: { x: 5, y: 9 }, width: 0.9, depth: 0.4, space: `${floor}/hall` },
];

/** A house of two storeys with a half-turn stair, a flat roof with parapet, parking and a tree; B1 if asked for. */
export function houseplan({ basement = false } = {}): Plan {
  const first = houseStorey(1, 0.1, { stairs: [houseStair("1F")], furniture: furniture("1F") });
  const second = houseStorey(2, 3.4, { holes: [well], furniture: furniture("2F") });
  first.openings = [...first.openings!, entrance];
  first.furniture = [
    ...first.furniture!,
    { id: "tree-1", kind: "tree", centre: { x: 2, y: 13 }, width: 2.4, depth: 2.4 },
    { id: "car-1", kind: "car", centre: { x: 15.75, y: 3.5 }, width: 1.8, depth: 4.5 },
  ];
  if (basement) first.holes = [well];
  const cellar = houseStorey(-1, -3.2, { stairs: [houseStair("B1")] });
  return create(PlanSchema, {
    title: "강남 두 층 주택",
    concept: { typology: "hall_corridor", structure: "rc", roof: "flat", narrativeKo: "홀을 중심으로 한 집" },
    storeys: [...(basement ? [cellar] : []), first, second],
    roof: { kind: "flat", parapet: 0.9, outlines: [ring(onSite([0, 0, 10, 8]))], solarArea: 20 },
    constructions,
    site,
    parking: [{ outline: ring([14.5, 1, 17, 6]) }, { outline: ring([0.5, 0.5, 3.8, 5.5]), accessible: true }],
    systems: ["heat_pump", "wifi", "cctv", "제습"],
    grossFloorArea: basement ? 240 : 160,
    footprint: 80,
    landscapeArea: 40,
  });
}

const hanokOutline: [number, number][] = [
  [0, 0],
  [12, 0],
  [12, 4.5],
  [4.5, 4.5],
  [4.5, 10],
  [0, 10],
];
const hanokRing = points(...hanokOutline.map(([x, y]): [number, number] => [x + dx - 1, y + dy]));
const hanokAt = ([x0, y0, x1, y1]: Box): Box => [x0 + dx - 1, y0 + dy, x1 + dx - 1, y1 + dy];

/** An L-shaped hanok on a raised floor with round timber posts; hip or gable roof with deep eaves, and a yard. */
export function hanokPlan(roof: "hip" | "gable" = "hip"): Plan {
  return create(PlanSchema, {
    title: "북촌 한옥 게스트하우스",
    concept: { typology: "courtyard", structure: "timber", roof },
    storeys: [
      {
        number: 1,
        name: "1F",
        elevation: 0.45,
        height: 3,
        slab: 0.2,
        ceiling: 2.6,
        use: "guesthouse",
        outline: hanokRing,
        spaces: hanokSpaces(),
        walls: hanokWalls(),
        openings: hanokOpenings(),
        columns: hanokColumns(),
      },
    ],
    roof: { kind: roof, pitch: 28, eaves: 1.1, outlines: [hanokRing], solarArea: 0 },
    constructions,
    site: { boundary: ring([0, 0, 20, 18]), roadWidth: 6, roadSide: "S" },
    systems: ["ondol", "wifi"],
    grossFloorArea: 78.75,
    footprint: 78.75,
    landscapeArea: 60,
  });
}

function hanokSpaces(): SpaceInit[] {
  const space = (id: string, kind: string, name: string, gross: Box, insets: Box, unit = ""): SpaceInit => ({
    id: `1F/${id}`,
    kind,
    name,
    gross: ring(hanokAt(gross)),
    net: ring(hanokAt(shrunk(gross, insets))),
    habitable: kind === "guestroom",
    unit,
  });
  return [
    space("hall", "daecheong", "대청", [0, 0, 4.5, 4.5], [0.1, 0.1, 0.06, 0.06]),
    space("room-1", "guestroom", "객실 1", [0, 4.5, 4.5, 10], [0.1, 0.06, 0.1, 0.1], "객실 1"),
    space("room-2", "guestroom", "객실 2", [4.5, 0, 8.5, 4.5], [0.06, 0.1, 0.06, 0.1], "객실 2"),
    space("kitchen", "kitchen", "부엌", [8.5, 0, 12, 4.5], [0.06, 0.1, 0.1, 0.1]),
    space("yard", "yard", "마당", [4.6, 4.6, 12, 10], [0.1, 0.1, 0.1, 0.1]),
  ];
}

function hanokWalls(): WallInit[] {
  const outer = { height: 2.8, thickness: 0.2 };
  const inner = { height: 2.8, thickness: 0.12 };
  return [
    wall("1F/w1", hanokAt([-0.1, 0, 12.1, 0]), { ...outer, faces: "S" }),
    wall("1F/w2", hanokAt([12, 0.1, 12, 4.4]), { ...outer, faces: "E" }),
    wall("1F/w3", hanokAt([12.1, 4.5, 4.6, 4.5]), { ...outer, faces: "N" }),
    wall("1F/w4", hanokAt([4.5, 4.4, 4.5, 9.9]), { ...outer, faces: "E" }),
    wall("1F/w5", hanokAt([4.6, 10, -0.1, 10]), { ...outer, faces: "N" }),
    wall("1F/w6", hanokAt([0, 9.9, 0, 0.1]), { ...outer, faces: "W" }),
    wall("1F/w7", hanokAt([0.1, 4.5, 4.4, 4.5]), inner),
    wall("1F/w8", hanokAt([4.5, 0.1, 4.5, 4.4]), inner),
    wall("1F/w9", hanokAt([8.5, 0.1, 8.5, 4.4]), inner),
  ];
}

function hanokOpenings(): OpeningInit[] {
  const door = { width: 1.8, height: 2.1, sill: 0 };
  return [
    { id: "1F/o1", wall: "1F/w1", kind: OpeningKind.DOUBLE_DOOR, at: 2.35, ...door, spaces: ["1F/hall"], exit: true },
    { id: "1F/o2", wall: "1F/w7", kind: OpeningKind.SLIDING_DOOR, at: 2.2, ...door, spaces: ["1F/hall", "1F/room-1"] },
    { id: "1F/o3", wall: "1F/w8", kind: OpeningKind.SLIDING_DOOR, at: 2.2, ...door, spaces: ["1F/hall", "1F/room-2"] },
    { id: "1F/o4", wall: "1F/w3", kind: OpeningKind.DOUBLE_DOOR, at: 1.8, ...door, spaces: ["1F/kitchen"], exit: true },
    {
      id: "1F/o5",
      wall: "1F/w4",
      kind: OpeningKind.WINDOW,
      at: 2.8,
      width: 2.4,
      height: 1.4,
      sill: 0.6,
      spaces: ["1F/room-1"],
    },
    {
      id: "1F/o6",
      wall: "1F/w1",
      kind: OpeningKind.WINDOW,
      at: 6.6,
      width: 2,
      height: 1.2,
      sill: 0.9,
      spaces: ["1F/room-2"],
    },
  ];
}

function hanokColumns() {
  const spots: [number, number][] = [...hanokOutline, [4.5, 0], [8.5, 0], [8.5, 4.5], [0, 4.5]];
  return spots.map(([x, y], i) => ({
    id: `1F/c${i + 1}`,
    centre: { x: x + dx - 1, y: y + dy },
    size: 0.24,
    height: 2.8,
    round: true,
    material: "timber",
  }));
}
