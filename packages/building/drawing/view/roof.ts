import type { Plan, Roof, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { halfWall, roofRings, storeyUnder, wallTop } from "../../geometry/plan-shape.ts";
import { edges, offset, onBoundary } from "../../geometry/polygon.ts";
import type { Ring } from "../../geometry/polygon.ts";
import { pitchedRoof, run } from "../../geometry/roof.ts";
import type { GableEnd, RoofFacet } from "../../geometry/roof.ts";
import { sharedStretch } from "../../geometry/segment.ts";
import { flatModules, slopeModules } from "../../geometry/solar.ts";
import { between, direction, distance, locate, turnLeft } from "../../geometry/vector.ts";
import type { XY } from "../../geometry/vector.ts";
import { face } from "./face.ts";
import type { Face } from "./face.ts";
import type { Palette } from "./palette.ts";
import { deckShadow } from "./deck-shadow.ts";
import { curved, rise, strips } from "./roof-curve.ts";
import type { Slopes } from "./roof-curve.ts";
import { moduleFaces } from "./solar.ts";
import { lift } from "./space.ts";
import type { XYZ } from "./space.ts";

/** Thickness of parapets, metres. */
const parapetWidth = 0.15;

/** All roofs of a plan; with a sun, parapets throw their shadow. */
export function roofFaces(plan: Plan, palette: Palette, toSun?: XYZ): Face[] {
  const { roof } = plan;
  if (!roof) return [];
  return roofRings(roof).flatMap((ring) => {
    const storey = storeyUnder(plan.storeys, ring) ?? plan.storeys.at(-1);
    if (!storey) return [];
    const thickness = roofThickness(plan);
    return roof.kind === "flat" || roof.pitch <= 0
      ? flatRoof(roof, storey, ring, { thickness, palette, toSun })
      : slopes(roof, storey, ring, thickness, palette);
  });
}

/** Thickness of the roof across its slope, metres. */
function roofThickness(plan: Plan): number {
  const layers = plan.constructions.find(({ id }) => id.startsWith("roof"))?.layers ?? [];
  return layers.reduce((sum, layer) => sum + layer.thickness, 0) || 0.25;
}

interface Finish {
  readonly thickness: number;
  readonly palette: Palette;
  readonly toSun: XYZ | undefined;
}

function flatRoof(roof: Roof, storey: Storey, ring: Ring, { thickness, palette, toSun }: Finish): Face[] {
  const outer = offset(ring, halfWall(storey) + roof.eaves);
  const base = storey.elevation + wallTop(storey);
  const deck = base + thickness;
  const top = deck + roof.parapet;
  const side = (a: XY, b: XY, low: number, high: number, paint = palette.wall) =>
    face([lift(a, low), lift(b, low), lift(b, high), lift(a, high)], paint);
  const inner = roof.parapet > 0 ? offset(outer, -parapetWidth) : outer;
  const faces = [
    // Its edge is the foot line of the parapets.
    face(
      inner.map((p) => lift(p, deck)),
      palette.roof,
    ),
    ...edges(outer).map(([a, b]) => side(a, b, base, top - 0.06)),
    ...edges(outer).map(([a, b]) => side(a, b, top - 0.06, top, palette.coping)),
  ];
  if (roof.parapet <= 0) return faces;
  const rims = edges(outer).map(([a, b], i) => {
    const [p, q] = edges(inner)[i]!;
    return face(
      [a, b, q, p].map((point) => lift(point, top)),
      palette.coping,
    );
  });
  return [
    ...faces,
    ...rims,
    ...edges(inner).map(([a, b]) => side(b, a, deck, top)),
    ...deckShadow(inner, roof.parapet, deck, toSun),
    ...moduleFaces(flatModules(roof.solarArea, inner), deck, true),
  ];
}

/** A pitched roof's planes and gables, and where its surfaces lie. */
function pitchedShape(roof: Roof, storey: Storey, ring: Ring, thickness: number, palette: Palette) {
  const pitch = (roof.pitch * Math.PI) / 180;
  const outer = offset(ring, halfWall(storey) + roof.eaves);
  const top = storey.elevation + wallTop(storey);
  const heights: Slopes = {
    tangent: Math.tan(pitch),
    eave: top - roof.eaves * Math.tan(pitch),
    upright: thickness / Math.cos(pitch),
    outer,
    sweep: palette.slope.texture === "tiles" && roof.kind === "hip" && roof.solarArea <= 0 ? 0.38 : 0,
  };
  return { ...pitchedRoof(outer, roof.kind === "gable" ? "gable" : "hip"), heights, pitch, top };
}

/** The raised ridges and hips of a plan's pitched roofs, each as a box without its underside. */
export function ridgeBoxes(plan: Plan, palette: Palette): Face[][] {
  const { roof } = plan;
  if (!roof || roof.kind === "flat" || roof.pitch <= 0) return [];
  return roofRings(roof).flatMap((ring) => {
    const storey = storeyUnder(plan.storeys, ring) ?? plan.storeys.at(-1);
    if (!storey) return [];
    const { facets, heights } = pitchedShape(roof, storey, ring, roofThickness(plan), palette);
    return ridges(facets, heights, palette);
  });
}

function slopes(roof: Roof, storey: Storey, ring: Ring, thickness: number, palette: Palette): Face[] {
  const { facets, gables, heights, pitch, top } = pitchedShape(roof, storey, ring, thickness, palette);
  const modules = slopeModules(roof.solarArea, facets, { pitch, thickness });
  return [
    ...facets.flatMap((facet) => facetFaces(facet, heights, palette)),
    ...moduleFaces(modules, heights.eave, false),
    ...ridges(facets, heights, palette).flat(),
    ...gables.map((gable) => gableFace(gable, roof.eaves, top, heights.tangent, palette)),
  ];
}

const under = (facet: RoofFacet, point: XY, { eave, tangent }: Slopes): number =>
  eave + run(facet.eave, point) * tangent;

/** The surface of a roof plane, and its edge where it ends in the air. */
function facetFaces(facet: RoofFacet, heights: Slopes, palette: Palette): Face[] {
  const at = (share: number) => (p: XY) =>
    lift(p, under(facet, p, heights) + rise(heights, p) + heights.upright * share);
  const [low, split, high] = [at(0), at(0.45), at(1)];
  const grain = face(
    facet.ring.map((p) => lift(p, under(facet, p, heights))),
    palette.slope,
  ).normal;
  return strips(facet, heights).flatMap((part) => {
    const rim = edges(part).filter(([a, b]) =>
      [a, b, between(a, b, 0.5)].every((point) => onBoundary(heights.outer, point, 1e-3)),
    );
    return [
      ...curved(part.map(high), palette.slope, grain),
      ...rim.map(([a, b]) => face([low(a), low(b), split(b), split(a)], palette.fascia)),
      ...rim.map(([a, b]) => face([split(a), split(b), high(b), high(a)], palette.eaves)),
    ];
  });
}

/** Raised ridge and hip lines where two planes fall away from a common edge. */
function ridges(facets: readonly RoofFacet[], heights: Slopes, palette: Palette): Face[][] {
  const lines = facets.flatMap((facet, i) =>
    facets.slice(i + 1).flatMap((other) => commonEdges(facet, other, heights)),
  );
  return lines.map(([a, b]) => ridgeBox(a, b, palette));
}

function commonEdges(one: RoofFacet, two: RoofFacet, heights: Slopes): [XYZ, XYZ][] {
  return edges(one.ring).flatMap(([a, b]) => {
    const unit = direction(a, b);
    if (!unit) return [];
    return edges(two.ring).flatMap((edge): [XYZ, XYZ][] => {
      const shared = sharedStretch([a, b], edge, 1e-3);
      if (!shared || shared.to - shared.from < 0.05) return [];
      const middle = locate(a, unit, (shared.from + shared.to) / 2);
      // A point on the side of the first plane: under a ridge the second plane, carried on, lies above it there.
      const beside = locate(middle, unit, 0, 0.1);
      if (under(two, beside, heights) - under(one, beside, heights) < 1e-3) return [];
      const end = (s: number) => {
        const point = locate(a, unit, s);
        return lift(point, under(one, point, heights) + rise(heights, point) + heights.upright);
      };
      const count = heights.sweep > 0 ? 5 : 1;
      const stop = (i: number) => shared.from + ((shared.to - shared.from) * i) / count;
      return Array.from({ length: count }, (_, i): [XYZ, XYZ] => [end(stop(i)), end(stop(i + 1))]);
    });
  });
}

function ridgeBox(a: XYZ, b: XYZ, palette: Palette): Face[] {
  const unit = direction({ x: a[0], y: a[1] }, { x: b[0], y: b[1] });
  if (!unit) return [];
  // The level ridge of a tiled roof is a wall of tiles, the hips are half as high.
  const level = Math.abs(a[2] - b[2]) < 1e-3 && palette.slope.texture === "tiles";
  const [half, high, low] = level ? [0.16, 0.42, -0.12] : [0.11, 0.2, -0.12];
  const side = turnLeft(unit);
  const at = (p: XYZ, s: number, z: number): XYZ => [p[0] + side.x * s, p[1] + side.y * s, p[2] + z];
  const quad = (points: XYZ[]) => face(points, palette.ridge);
  return [
    quad([at(a, -half, high), at(b, -half, high), at(b, half, high), at(a, half, high)]),
    quad([at(a, -half, low), at(b, -half, low), at(b, -half, high), at(a, -half, high)]),
    quad([at(b, half, low), at(a, half, low), at(a, half, high), at(b, half, high)]),
    quad([at(b, -half, low), at(b, half, low), at(b, half, high), at(b, -half, high)]),
    quad([at(a, half, low), at(a, -half, low), at(a, -half, high), at(a, half, high)]),
  ];
}

function gableFace({ from, to }: GableEnd, eaves: number, top: number, tangent: number, palette: Palette): Face {
  const along = direction(from, to)!;
  const width = distance(from, to) - 2 * eaves;
  const at = (s: number) => locate(from, along, eaves + s, eaves);
  return face([lift(at(0), top), lift(at(width), top), lift(at(width / 2), top + (width / 2) * tangent)], palette.wall);
}
