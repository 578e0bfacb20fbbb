import { curveOf } from "./profile.ts";
import type { Ring } from "../geometry/polygon.ts";
import type { XY } from "../geometry/vector.ts";
import { createEntities, type Entities } from "./entities.ts";
import { flightOf, type FlightShape } from "./flight.ts";
import { type Frame, placed, placementOf, seenFrom, world, type XYZ } from "./frame.ts";
import { type Read } from "./problem.ts";
import { indexRelations, type RelationIndex, type Sets, textIn, truthIn } from "./relations.ts";
import { checkSchema, type SchemaCheck } from "./schema-check.ts";
import { cornersOf, type Solid, solidsOf, uprightOf } from "./solid.ts";
import { parseStep } from "./step-file.ts";
import { type Instance, numberOf } from "./value.ts";

/** What any product of the file has. */
export interface Product {
  readonly id: number;
  /** Entity in capitals. */
  readonly type: string;
  readonly guid: string;
  readonly name: string;
  /** Key of the plan element it was written from (Tag, or Name of a space). */
  readonly key: string;
  readonly predefined: string;
  readonly frame: Frame;
  readonly solids: readonly Solid[];
  readonly sets: Sets;
  readonly materials: readonly string[];
  readonly typeName: string;
  /** How a door opens, for example "SLIDING_TO_RIGHT"; empty for all else. */
  readonly operation: string;
}

/** A space with its footprint in the world. */
export interface SpaceRead extends Product {
  readonly kind: string;
  readonly longName: string;
  readonly ring: Ring;
  readonly fromZ: number;
  readonly toZ: number;
  readonly external: boolean;
  readonly habitable: boolean;
  readonly accessible: boolean;
  readonly unit: string;
}

/** A hole in a wall, with what fills it. */
export interface OpeningRead {
  readonly void: Product;
  readonly filling: Product | undefined;
  readonly wall: WallRead;
  /** Middle of the opening on the wall's axis. */
  readonly at: XY;
  /** Clear size of the void, metres. */
  readonly widthM: number;
  readonly heightM: number;
  /** Height of its lower edge in the world, metres. */
  readonly fromZ: number;
}

/** An upright wall, by its body. */
export interface WallRead extends Product {
  readonly start: XY;
  readonly end: XY;
  /** Unit vector from start to end. */
  readonly along: XY;
  readonly lengthM: number;
  readonly thicknessM: number;
  readonly fromZ: number;
  readonly toZ: number;
  readonly external: boolean;
  readonly openings: readonly OpeningRead[];
}

/** A stair with its flights and landings. */
export interface StairRead extends Product {
  readonly flights: readonly FlightShape[];
  readonly landings: readonly Ring[];
}

/** A slab with its holes. */
export interface SlabRead extends Product {
  readonly ring: Ring;
  readonly holes: readonly Ring[];
  readonly fromZ: number;
  readonly toZ: number;
}

/** One storey, all figures in the world. */
export interface StoreyRead extends Product {
  readonly elevation: number;
  readonly use: string;
  readonly spaces: readonly SpaceRead[];
  readonly walls: readonly WallRead[];
  /** Doors and windows that fill no hole of a wall of this storey. */
  readonly loose: readonly Product[];
  readonly slabs: readonly SlabRead[];
  readonly stairs: readonly StairRead[];
  readonly columns: readonly Product[];
  readonly coverings: readonly Product[];
}

/** A model, read back. */
export interface BuildingRead {
  readonly schemaName: string;
  readonly schema: SchemaCheck;
  readonly site: Product | undefined;
  /** Outline of the plot as drawn. */
  readonly plot: Ring;
  readonly building: Product | undefined;
  /** Lowest first. */
  readonly storeys: readonly StoreyRead[];
  /** Roof slabs. */
  readonly roofs: readonly Product[];
  readonly products: readonly Product[];
  /** Names of systems, lower case. */
  readonly systems: readonly string[];
}

interface Reader {
  readonly entities: Entities;
  readonly relations: RelationIndex;
  readonly products: ReadonlyMap<number, Product>;
}

/** Reads a model from the text of an IFC file. */
export function readBuilding(text: string): Read<BuildingRead> {
  const parsed = parseStep(text);
  if (!parsed.ok) return parsed;
  const entities = createEntities(parsed.value);
  const relations = indexRelations(entities);
  const products = readProducts(entities, relations);
  const reader = { entities, relations, products };
  const first = (type: string) => [...products.values()].find((one) => one.type === type);
  const site = first("IFCSITE");
  const storeys = [...products.values()]
    .filter((one) => one.type === "IFCBUILDINGSTOREY")
    .map((one) => readStorey(reader, one))
    .toSorted((a, b) => a.elevation - b.elevation);
  return {
    ok: true,
    value: {
      schemaName: parsed.value.schema,
      schema: checkSchema(parsed.value),
      site,
      plot: plotOf(reader),
      building: first("IFCBUILDING"),
      storeys,
      roofs: [...products.values()].filter((one) => one.type === "IFCSLAB" && isRoof(one)),
      products: [...products.values()],
      systems: entities.all("IFCSYSTEM", "IFCDISTRIBUTIONSYSTEM", "IFCBUILDINGSYSTEM").map((one) =>
        ["Name", "LongName", "ObjectType", "PredefinedType", "Description"]
          .map((attribute) => entities.text(one, attribute))
          .join(" ")
          .toLowerCase(),
      ),
    },
  };
}

function readProducts(entities: Entities, relations: RelationIndex): Map<number, Product> {
  const products = new Map<number, Product>();
  for (const instance of entities.withAttribute("ObjectPlacement")) {
    products.set(instance.id, readProduct(entities, relations, instance));
  }
  return products;
}

function readProduct(entities: Entities, relations: RelationIndex, instance: Instance): Product {
  const frame = placementOf(entities, entities.follow(instance, "ObjectPlacement"));
  const type = entities.get(relations.typeOf.get(instance.id));
  const name = entities.text(instance, "Name");
  return {
    id: instance.id,
    type: instance.type,
    guid: entities.text(instance, "GlobalId"),
    name,
    key: entities.text(instance, "Tag") || name,
    predefined: enumOf(entities, instance, type, "PredefinedType"),
    frame: frame ?? world,
    solids: frame
      ? solidsOf(entities, instance, frame)
      : [{ kind: "broken", id: instance.id, why: "a placement without end" }],
    sets: relations.sets(instance.id),
    materials: relations.materials.get(instance.id) ?? [],
    typeName: entities.text(type, "Name"),
    operation: enumOf(entities, instance, type, "OperationType"),
  };
}

/** An enumeration value of the occurrence, else of its type. */
function enumOf(entities: Entities, instance: Instance, type: Instance | undefined, attribute: string): string {
  const own = entities.value(instance, attribute);
  if (own?.kind === "enum") return own.value;
  const typed = entities.value(type, attribute);
  return typed?.kind === "enum" ? typed.value : "";
}

const isRoof = (product: Product): boolean => product.predefined === "ROOF";

function readStorey(reader: Reader, storey: Product): StoreyRead {
  const { relations, products } = reader;
  const find = (ids: readonly number[] | undefined) => (ids ?? []).flatMap((id) => products.get(id) ?? []);
  const contents = find(relations.contents.get(storey.id));
  const parts = find(relations.parts.get(storey.id));
  const of = (type: string) => contents.filter((one) => one.type === type);
  const walls = of("IFCWALL").flatMap((one) => readWall(reader, one) ?? []);
  const filled = new Set(walls.flatMap((wall) => wall.openings.map((opening) => opening.filling?.id)));
  return {
    ...storey,
    elevation: storey.frame.origin[2],
    use: textIn(storey.sets, "VIBA_Storey", "Use"),
    spaces: parts.filter((one) => one.type === "IFCSPACE").map((one) => readSpace(reader.entities, one)),
    walls,
    loose: [...of("IFCDOOR"), ...of("IFCWINDOW")].filter((one) => !filled.has(one.id)),
    slabs: of("IFCSLAB").flatMap((one) => (isRoof(one) ? [] : (readSlab(reader, one) ?? []))),
    stairs: of("IFCSTAIR").map((one) => readStair(reader, one)),
    columns: of("IFCCOLUMN"),
    coverings: [
      ...of("IFCCOVERING"),
      ...parts.flatMap((part) => find(relations.contents.get(part.id)).filter((one) => one.type === "IFCCOVERING")),
    ],
  };
}

function readSpace(entities: Entities, space: Product): SpaceRead {
  const body = uprightOf(space.solids[0]);
  return {
    ...space,
    key: space.name,
    kind: textIn(space.sets, "Pset_SpaceCommon", "Reference") || space.typeName,
    longName: entities.text(entities.get(space.id), "LongName"),
    ring: body?.ring ?? [],
    fromZ: body?.fromZ ?? space.frame.origin[2],
    toZ: body?.toZ ?? space.frame.origin[2],
    external: truthIn(space.sets, "Pset_SpaceCommon", "IsExternal") === true,
    habitable: truthIn(space.sets, "VIBA_Space", "Habitable") === true,
    accessible: truthIn(space.sets, "Pset_SpaceCommon", "HandicapAccessible") === true,
    unit: textIn(space.sets, "VIBA_Space", "Unit"),
  };
}

/** A wall whose body is an upright prism of two long faces along its own x axis; undefined for gables and parapets. */
function readWall(reader: Reader, wall: Product): WallRead | undefined {
  const body = uprightOf(wall.solids[0]);
  if (!body || wall.solids.length !== 1 || wall.predefined === "PARAPET") return undefined;
  const local = body.ring.map(({ x, y }) => seenFrom(wall.frame, [x, y, body.fromZ]));
  const xs = local.map((point) => point[0]);
  const ys = local.map((point) => point[1]);
  const axisY = (Math.min(...ys) + Math.max(...ys)) / 2;
  const [start, end] = [Math.min(...xs), Math.max(...xs)].map((x) => flat(placed(wall.frame, [x, axisY, 0]))) as [
    XY,
    XY,
  ];
  const lengthM = Math.hypot(end.x - start.x, end.y - start.y);
  if (lengthM < 1e-6) return undefined;
  const read: WallRead = {
    ...wall,
    start,
    end,
    along: { x: (end.x - start.x) / lengthM, y: (end.y - start.y) / lengthM },
    lengthM,
    thicknessM: Math.max(...ys) - Math.min(...ys),
    fromZ: body.fromZ,
    toZ: body.toZ,
    external: truthIn(wall.sets, "Pset_WallCommon", "IsExternal") === true,
    openings: [],
  };
  const voids = reader.relations.voids.get(wall.id) ?? [];
  return { ...read, openings: voids.flatMap((id) => readOpening(reader, id, read) ?? []) };
}

const flat = ([x, y]: XYZ): XY => ({ x, y });

function readOpening(reader: Reader, id: number, wall: WallRead): OpeningRead | undefined {
  const hole = reader.products.get(id);
  const body = hole && uprightOf(hole.solids[0]);
  if (!hole || !body) return undefined;
  const local = body.ring.map(({ x, y }) => seenFrom(wall.frame, [x, y, body.fromZ]));
  const xs = local.map((point) => point[0]);
  const middle = (Math.min(...xs) + Math.max(...xs)) / 2;
  return {
    void: hole,
    filling: reader.products.get(reader.relations.filling.get(id) ?? -1),
    wall,
    at: flat(placed(wall.frame, [middle, 0, 0])),
    widthM: Math.max(...xs) - Math.min(...xs),
    heightM: body.toZ - body.fromZ,
    fromZ: body.fromZ,
  };
}

function readSlab(reader: Reader, slab: Product): SlabRead | undefined {
  const body = uprightOf(slab.solids[0]);
  if (!body) return undefined;
  const voids = (reader.relations.voids.get(slab.id) ?? []).flatMap(
    (id) => uprightOf(reader.products.get(id)?.solids[0]) ?? [],
  );
  const through = voids.filter((one) => one.fromZ <= body.fromZ + 1e-6 && one.toZ >= body.toZ - 1e-6);
  const swept = slab.solids[0]?.kind === "prism" ? slab.solids[0].holes : [];
  return {
    ...slab,
    ring: body.ring,
    holes: [...through.map((one) => one.ring), ...swept.map((hole) => hole.map(flat))],
    fromZ: body.fromZ,
    toZ: body.toZ,
  };
}

function readStair(reader: Reader, stair: Product): StairRead {
  const parts = (reader.relations.parts.get(stair.id) ?? []).flatMap((id) => reader.products.get(id) ?? []);
  const flights = parts
    .filter((part) => part.type === "IFCSTAIRFLIGHT")
    .flatMap((part) => flightOf(part.solids[0]) ?? []);
  return {
    ...stair,
    flights: flights.toSorted((a, b) => a.fromZ - b.fromZ),
    landings: parts.flatMap((part) => {
      const body = part.type === "IFCSLAB" ? uprightOf(part.solids[0]) : undefined;
      return body ? [body.ring] : [];
    }),
  };
}

/** The plot: the outline of the terrain, drawn as a curve or a body. */
function plotOf({ entities, products }: Reader): Ring {
  for (const one of products.values()) {
    if (one.type !== "IFCGEOGRAPHICELEMENT" || one.predefined !== "TERRAIN") continue;
    const body = uprightOf(one.solids[0]);
    if (body) return body.ring;
    const shape = entities.follow(entities.get(one.id), "Representation");
    for (const representation of entities.members(shape, "Representations")) {
      const [item] = entities.members(representation, "Items");
      const curve = curveOf(entities, item);
      if (curve && curve.length >= 3) {
        return curve.map(({ x, y }) => flat(placed(one.frame, [x, y, 0])));
      }
    }
  }
  return [];
}

/** Every corner of every body of a product. */
export const cornersOfProduct = (product: Product): XYZ[] => product.solids.flatMap(cornersOf);

/** A stated number of a property or quantity set. */
export const stated = (product: Product, set: string, name: string): number | undefined =>
  numberOf(product.sets.get(set)?.get(name));
