import type { Construction, Layer, Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { ModelError } from "./errors.ts";
import type { Ref } from "./schema.ts";
import type { StepWriter } from "./step.ts";

/** Constructions and materials of a plan, written when first used. */
export interface Materials {
  /** The construction under a key that the plan must have. */
  construction(key: string, subject: string): Construction;
  /** The first construction whose key begins with one of these, tried in order. */
  find(...prefixes: string[]): Construction | undefined;
  /** The layers as used in walls, laid from the outer face: `outward` is the side of the axis where outside lies. */
  wall(construction: Construction, thickness: number, outward: "left" | "right"): LayerUsage;
  /** The layers as used in slabs whose body begins at height `z` of its placement: `outside` is above or below. */
  slab(construction: Construction, thickness: number, outside: "above" | "below", z: number): LayerUsage;
  /** A single material. */
  plain(name: string): Ref<"IfcMaterial">;
}

type LayerUsage = Ref<"IfcMaterialLayerSetUsage">;

/** The materials of a plan. */
export function createMaterials(writer: StepWriter, plan: Plan): Materials {
  const byKey = new Map(plan.constructions.map((construction) => [construction.id, construction]));
  const plain = (Name: string) => writer.share("IfcMaterial", { Name });
  const sets = new Map<string, Ref<"IfcMaterialLayerSet">>();
  const layerSet = (construction: Construction, thickness: number) => {
    const key = `${construction.id} ${Math.round(thickness * 1e6)}`;
    const known = sets.get(key);
    if (known) return known;
    const made = writeLayerSet(writer, construction, thickness);
    sets.set(key, made);
    return made;
  };
  return {
    construction(key, subject) {
      const found = byKey.get(key);
      if (found) return found;
      throw new ModelError("UNKNOWN_KEY", subject, `the plan has no construction "${key}"`);
    },
    find: (...prefixes) =>
      prefixes
        .map((prefix) => plan.constructions.find(({ id }) => id.startsWith(prefix)))
        .find((construction) => construction !== undefined),
    wall: (construction, thickness, outward) =>
      writer.share("IfcMaterialLayerSetUsage", {
        ForLayerSet: layerSet(construction, thickness),
        LayerSetDirection: "AXIS2",
        DirectionSense: outward === "right" ? "POSITIVE" : "NEGATIVE",
        OffsetFromReferenceLine: outward === "right" ? -thickness / 2 : thickness / 2,
      }),
    slab: (construction, thickness, outside, z) =>
      writer.share("IfcMaterialLayerSetUsage", {
        ForLayerSet: layerSet(construction, thickness),
        LayerSetDirection: "AXIS3",
        DirectionSense: outside === "below" ? "POSITIVE" : "NEGATIVE",
        OffsetFromReferenceLine: outside === "below" ? z : z + thickness,
      }),
    plain,
  };
}

/** A layer belongs to one set only, so equal layers of different sets are not shared. */
function writeLayerSet(
  writer: StepWriter,
  { name, id, layers }: Construction,
  thickness: number,
): Ref<"IfcMaterialLayerSet"> {
  return writer.add("IfcMaterialLayerSet", {
    LayerSetName: `${name} (${id}, ${Math.round(thickness * 1000)} mm)`,
    MaterialLayers: fitLayers(layers, thickness, id).map((layer) =>
      writer.add("IfcMaterialLayer", {
        Material: writer.share("IfcMaterial", { Name: layer.material }),
        LayerThickness: layer.thickness,
        Name: layer.material,
      }),
    ),
  });
}

/** Layers that add up to the drawn thickness: the thickest takes up the difference, or all are scaled if it cannot. */
export function fitLayers(
  layers: readonly Layer[],
  thickness: number,
  subject: string,
): Pick<Layer, "material" | "thickness">[] {
  const sum = layers.reduce((total, layer) => total + layer.thickness, 0);
  if (!(sum > 0)) throw new ModelError("DEGENERATE", subject, "its layers have no thickness");
  const difference = thickness - sum;
  const thickest = layers.reduce((best, layer) => (layer.thickness > best.thickness ? layer : best));
  if (thickest.thickness + difference < thickest.thickness / 4) {
    return layers.map((layer) => ({ ...layer, thickness: (layer.thickness * thickness) / sum }));
  }
  return layers.map((layer) => (layer === thickest ? { ...layer, thickness: layer.thickness + difference } : layer));
}
