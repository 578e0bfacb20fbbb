import { edges, type Ring } from "../geometry/polygon.ts";
import { crossing } from "../geometry/segment.ts";
import type { Entities } from "./entities.ts";
import {
  axesOf,
  coordinatesOf,
  cross3,
  dot3,
  type Frame,
  placed,
  plus,
  times,
  turned,
  within,
  type XYZ,
} from "./frame.ts";
import { profileArea, profileOf } from "./profile.ts";
import { type Instance, truthOf } from "./value.ts";

/** A body in the world. */
export type Solid =
  | {
      readonly kind: "prism";
      readonly id: number;
      /** The swept outline where the sweep begins. */
      readonly base: readonly XYZ[];
      /** Outlines of the holes there. */
      readonly holes: readonly (readonly XYZ[])[];
      /** From the base to the other end. */
      readonly sweep: XYZ;
      readonly volumeM3: number;
    }
  | {
      readonly kind: "polyhedron";
      readonly id: number;
      readonly faces: readonly (readonly XYZ[])[];
      readonly volumeM3: number;
    }
  | { readonly kind: "broken"; readonly id: number; readonly why: string };

/** Deepest nesting of mapped items followed. */
const maxMaps = 4;

/** The bodies of a product in the world; what cannot be built is listed as broken. */
export function solidsOf(entities: Entities, product: Instance, frame: Frame): Solid[] {
  const shape = entities.follow(product, "Representation");
  return entities
    .members(shape, "Representations")
    .filter((one) => entities.text(one, "RepresentationIdentifier") === "Body")
    .flatMap((one) => itemsOf(entities, one, frame, 0));
}

function itemsOf(entities: Entities, representation: Instance, frame: Frame, maps: number): Solid[] {
  return entities.members(representation, "Items").flatMap((item) => {
    switch (item.type) {
      case "IFCEXTRUDEDAREASOLID":
        return [prismOf(entities, item, frame)];
      case "IFCFACETEDBREP":
        return [polyhedronOf(entities, item, frame)];
      case "IFCMAPPEDITEM":
        return mapped(entities, item, frame, maps);
      default:
        return [{ kind: "broken", id: item.id, why: `unknown body ${item.type}` } as const];
    }
  });
}

function mapped(entities: Entities, item: Instance, frame: Frame, maps: number): Solid[] {
  const source = entities.follow(item, "MappingSource");
  const representation = entities.follow(source, "MappedRepresentation");
  if (!representation || maps >= maxMaps) {
    return [{ kind: "broken", id: item.id, why: "a map without a shape" }];
  }
  const target = entities.follow(item, "MappingTarget");
  const origin = coordinatesOf(entities, entities.follow(target, "LocalOrigin"));
  const inner = axesOf(entities, entities.follow(source, "MappingOrigin"));
  const outer = within(frame, { ...inner, origin: plus(inner.origin, origin) });
  return itemsOf(entities, representation, outer, maps + 1);
}

function prismOf(entities: Entities, item: Instance, outer: Frame): Solid {
  const { id } = item;
  const profile = profileOf(entities, entities.follow(item, "SweptArea"));
  const frame = within(outer, axesOf(entities, entities.follow(item, "Position")));
  const direction = coordinatesOf(entities, entities.follow(item, "ExtrudedDirection"));
  const depth = entities.number(item, "Depth") ?? 0;
  if (!profile) return { kind: "broken", id, why: "a profile that cannot be read" };
  const surface = profileArea(profile);
  const length = Math.hypot(...direction);
  if (!(depth > 0) || length < 1e-9) return { kind: "broken", id, why: `a depth of ${depth} m` };
  if (!(surface > 1e-6)) return { kind: "broken", id, why: "a profile without area" };
  if (crossesItself(profile.outer)) return { kind: "broken", id, why: "a profile crossing itself" };
  const rise = Math.abs(direction[2]) / length;
  if (rise < 1e-6) return { kind: "broken", id, why: "swept within its own plane" };
  const lift = (ring: Ring) => ring.map(({ x, y }) => placed(frame, [x, y, 0]));
  return {
    kind: "prism",
    id,
    base: lift(profile.outer),
    holes: profile.holes.map(lift),
    sweep: times(turned(frame, direction), depth / length),
    volumeM3: surface * depth * rise,
  };
}

/** Whether two edges that are no neighbours meet. */
export function crossesItself(ring: Ring): boolean {
  const sides = edges(ring);
  return sides.some(([a, b], i) =>
    sides.some(([c, d], j) => {
      const neighbours = j <= i + 1 || (i === 0 && j === sides.length - 1);
      return !neighbours && crossing(a, b, c, d) !== undefined;
    }),
  );
}

function polyhedronOf(entities: Entities, item: Instance, frame: Frame): Solid {
  const { id } = item;
  const shell = entities.follow(item, "Outer");
  const borders = new Map<string, number>();
  const faces: XYZ[][] = [];
  for (const face of entities.members(shell, "CfsFaces")) {
    for (const bound of entities.members(face, "Bounds")) {
      const corners = entities.members(entities.follow(bound, "Bound"), "Polygon");
      const forward = truthOf(entities.value(bound, "Orientation")) !== false;
      const loop = forward ? corners : corners.toReversed();
      loop.forEach((corner, i) => {
        const next = loop[(i + 1) % loop.length]!;
        const [low, high] = [Math.min(corner.id, next.id), Math.max(corner.id, next.id)];
        const key = `${low}/${high}`;
        borders.set(key, (borders.get(key) ?? 0) + (corner.id < next.id ? 1 : -1));
      });
      faces.push(loop.map((corner) => placed(frame, coordinatesOf(entities, corner))));
    }
  }
  if ([...borders.values()].some((balance) => balance !== 0)) {
    return { kind: "broken", id, why: "a shell that does not close" };
  }
  const volumeM3 = Math.abs(faces.reduce((sum, face) => sum + coneVolume(face), 0));
  if (!(volumeM3 > 1e-9)) return { kind: "broken", id, why: "a shell without volume" };
  return { kind: "polyhedron", id, faces, volumeM3 };
}

/** Signed volume of the cone from the world's origin over a face. */
function coneVolume(face: readonly XYZ[]): number {
  let sum = 0;
  for (let i = 1; i + 1 < face.length; i++) {
    sum += dot3(face[0]!, cross3(face[i]!, face[i + 1]!)) / 6;
  }
  return sum;
}

/** All corners of a body. */
export function cornersOf(solid: Solid): XYZ[] {
  if (solid.kind === "prism") {
    return [...solid.base, ...solid.base.map((point) => plus(point, solid.sweep))];
  }
  return solid.kind === "polyhedron" ? solid.faces.flat() : [];
}

/** An upright prism as seen from above: its outline and from where to where it rises; undefined for other bodies. */
export interface Upright {
  readonly ring: Ring;
  readonly fromZ: number;
  readonly toZ: number;
}

/** The body as an upright prism. */
export function uprightOf(solid: Solid | undefined): Upright | undefined {
  if (solid?.kind !== "prism") return undefined;
  const level = solid.base[0]![2];
  const flat = solid.base.every((point) => Math.abs(point[2] - level) < 1e-6);
  if (!flat || Math.hypot(solid.sweep[0], solid.sweep[1]) > 1e-6) return undefined;
  return {
    ring: solid.base.map(([x, y]) => ({ x, y })),
    fromZ: Math.min(level, level + solid.sweep[2]),
    toZ: Math.max(level, level + solid.sweep[2]),
  };
}
