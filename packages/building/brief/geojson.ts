import { problem, type Problem } from "./problem.ts";

/** Longest GeoJSON looked at, in characters. */
const maxLength = 262_144;
/** Most corners of a plot. */
const maxCorners = 500;
/** Areas of plots that make sense, m2. */
const plotArea = { min: 30, max: 100_000 } as const;
/** Korea, generously, in degrees. */
const korea = { west: 124, east: 132, south: 32.5, north: 39 } as const;

type XY = readonly [number, number];

/** A plot read from GeoJSON: metres from the south-west corner of its bounding box, counter-clockwise. */
export interface Plot {
  readonly ring: readonly { x: number; y: number }[];
  readonly area: number;
  /** Middle of the plot in degrees, when the file had degrees. */
  readonly position?: { latitude: number; longitude: number };
  readonly roadSide?: string;
  readonly roadWidth?: number;
}

/** Reads a polygon, feature or feature collection; degrees (longitude, latitude) or metres. */
export function readPlot(text: string): { ok: true; plot: Plot } | { ok: false; problem: Problem } {
  if (text.length > maxLength) return bad("256 KiB보다 깁니다", "is longer than 256 KiB");
  const parsed = parseJson(text);
  if (parsed === undefined) return bad("JSON이 아닙니다", "is no JSON");
  const shape = findPolygon(parsed, 0);
  if (shape === undefined) return bad("Polygon을 찾지 못했습니다", "holds no Polygon");
  const ring = cleanRing(shape.ring);
  if (ring === undefined) return bad("경계의 좌표가 올바르지 않습니다", "has a ring that is no polygon");
  const inDegrees = isDegrees(ring);
  if (inDegrees && !isInKorea(ring)) return bad("대지가 대한민국 밖에 있습니다", "lies outside Korea");
  const middle = inDegrees ? centre(ring) : undefined;
  const metres = counterClockwise(toOrigin(middle === undefined ? ring : project(ring, middle)));
  const area = Math.abs(signedArea(metres));
  if (area < plotArea.min || area > plotArea.max) return { ok: false, problem: badArea(area) };
  if (crossesItself(metres)) return bad("경계선이 스스로 만납니다", "crosses itself");
  const round = (value: number) => Math.round(value * 1000) / 1000;
  return {
    ok: true,
    plot: {
      ring: metres.map(([x, y]) => ({ x: round(x), y: round(y) })),
      area,
      ...(middle === undefined ? {} : { position: { longitude: middle[0], latitude: middle[1] } }),
      ...shape.road,
    },
  };
}

function bad(ko: string, en: string): { ok: false; problem: Problem } {
  return {
    ok: false,
    problem: problem("INVALID_ARGUMENT", `대지 GeoJSON: ${ko}.`, `The site's GeoJSON ${en}.`, {
      field: "site_geojson",
    }),
  };
}

function badArea(area: number): Problem {
  const shown = area.toFixed(1);
  return problem(
    "OUT_OF_RANGE",
    `대지 면적 ${shown}㎡: ${plotArea.min}~${plotArea.max}㎡ 범위여야 합니다.`,
    `A plot of ${shown} m2 is outside ${plotArea.min}~${plotArea.max} m2.`,
    { subject: "site", given: shown, min: String(plotArea.min), max: String(plotArea.max), unit: "m2" },
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface Shape {
  readonly ring: unknown;
  readonly road: { roadSide?: string; roadWidth?: number };
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function findPolygon(value: unknown, depth: number): Shape | undefined {
  if (depth > 4) return undefined;
  const type = field(value, "type");
  const coordinates = field(value, "coordinates");
  if (type === "Polygon" && Array.isArray(coordinates)) return { ring: coordinates[0], road: {} };
  if (type === "MultiPolygon" && Array.isArray(coordinates)) {
    return Array.isArray(coordinates[0]) ? { ring: coordinates[0][0], road: {} } : undefined;
  }
  if (type === "Feature") {
    const inner = findPolygon(field(value, "geometry"), depth + 1);
    return inner && { ...inner, road: roadOf(field(value, "properties")) };
  }
  const members = field(value, type === "FeatureCollection" ? "features" : "geometries");
  if (!Array.isArray(members)) return undefined;
  for (const member of members.slice(0, 50)) {
    const inner = findPolygon(member, depth + 1);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function roadOf(properties: unknown): Shape["road"] {
  const side = field(properties, "road_side");
  const width = field(properties, "road_width");
  return {
    ...(typeof side === "string" && /^[SENW]$/.test(side) ? { roadSide: side } : {}),
    ...(typeof width === "number" && width > 0 && width <= 100 ? { roadWidth: width } : {}),
  };
}

/** Corners without the repeated first one and without doubles; undefined if that leaves no polygon. */
function cleanRing(ring: unknown): XY[] | undefined {
  if (!Array.isArray(ring) || ring.length > maxCorners) return undefined;
  const corners: XY[] = [];
  for (const corner of ring) {
    if (!Array.isArray(corner)) return undefined;
    const [x, y] = corner as unknown[];
    if (typeof x !== "number" || typeof y !== "number") return undefined;
    if (!Number.isFinite(x) || !Number.isFinite(y) || Math.abs(x) > 1e8 || Math.abs(y) > 1e8) {
      return undefined;
    }
    const last = corners.at(-1);
    if (last === undefined || last[0] !== x || last[1] !== y) corners.push([x, y]);
  }
  const [first] = corners;
  const last = corners.at(-1);
  if (first && last && corners.length > 1 && first[0] === last[0] && first[1] === last[1]) corners.pop();
  return corners.length >= 3 ? corners : undefined;
}

function extent(ring: readonly XY[]): { x0: number; x1: number; y0: number; y1: number } {
  const xs = ring.map(([x]) => x);
  const ys = ring.map(([, y]) => y);
  return { x0: Math.min(...xs), x1: Math.max(...xs), y0: Math.min(...ys), y1: Math.max(...ys) };
}

/** A plot less than half a unit across can only be in degrees. */
function isDegrees(ring: readonly XY[]): boolean {
  const { x0, x1, y0, y1 } = extent(ring);
  return x1 - x0 < 0.5 && y1 - y0 < 0.5 && Math.abs(x0) <= 180 && Math.abs(y0) <= 90;
}

function isInKorea(ring: readonly XY[]): boolean {
  return ring.every(([x, y]) => x >= korea.west && x <= korea.east && y >= korea.south && y <= korea.north);
}

function centre(ring: readonly XY[]): XY {
  const { x0, x1, y0, y1 } = extent(ring);
  return [(x0 + x1) / 2, (y0 + y1) / 2];
}

/** Local metres on the WGS 84 ellipsoid: exact to millimetres over a plot. */
function project(ring: readonly XY[], [longitude, latitude]: XY): XY[] {
  const radians = Math.PI / 180;
  const equator = 6_378_137;
  const squareEccentricity = 0.006_694_379_990_14;
  const sine = Math.sin(latitude * radians);
  const root = 1 - squareEccentricity * sine * sine;
  const meridian = (equator * (1 - squareEccentricity)) / root ** 1.5;
  const parallel = (equator / Math.sqrt(root)) * Math.cos(latitude * radians);
  return ring.map(([x, y]): XY => [(x - longitude) * radians * parallel, (y - latitude) * radians * meridian]);
}

function toOrigin(ring: readonly XY[]): XY[] {
  const { x0, y0 } = extent(ring);
  return ring.map(([x, y]): XY => [x - x0, y - y0]);
}

function signedArea(ring: readonly XY[]): number {
  return ring.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = ring[(index + 1) % ring.length] ?? [x, y];
    return sum + (x * nextY - nextX * y) / 2;
  }, 0);
}

function counterClockwise(ring: readonly XY[]): XY[] {
  return signedArea(ring) < 0 ? ring.toReversed() : [...ring];
}

function crossesItself(ring: readonly XY[]): boolean {
  const side = (a: XY, b: XY, c: XY) => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
  const edges = ring.map((a, index): [XY, XY] => [a, ring[(index + 1) % ring.length] ?? a]);
  return edges.some(([a, b], i) =>
    edges.some(([c, d], j) => {
      const apart = Math.abs(i - j);
      if (apart < 2 || apart === edges.length - 1) return false;
      return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
    }),
  );
}
