import { productShape, solidRepresentation } from "./contexts.ts";
import type { MappedShapes } from "./job.ts";
import type { Job } from "./job.ts";
import type { Ref } from "./schema.ts";
import { axes } from "./shapes.ts";

/** No shapes yet. */
export function createMappedShapes({ writer, contexts }: Pick<Job, "writer" | "contexts">): MappedShapes {
  const maps = new Map<string, Ref<"IfcRepresentationMap">>();
  return {
    map(key, solids) {
      const known = maps.get(key);
      if (known) return known;
      const made = writer.add("IfcRepresentationMap", {
        MappingOrigin: axes(writer),
        MappedRepresentation: solidRepresentation(writer, contexts, solids()),
      });
      maps.set(key, made);
      return made;
    },
  };
}

/** A product's shape that repeats its type's. */
export function mappedShape(
  { writer, contexts }: Job,
  source: Ref<"IfcRepresentationMap">,
): Ref<"IfcProductDefinitionShape"> {
  const target = writer.share("IfcCartesianTransformationOperator3D", {
    LocalOrigin: writer.share("IfcCartesianPoint", { Coordinates: [0, 0, 0] }),
  });
  return productShape(
    writer,
    writer.add("IfcShapeRepresentation", {
      ContextOfItems: contexts.body,
      RepresentationIdentifier: "Body",
      RepresentationType: "MappedRepresentation",
      Items: [writer.add("IfcMappedItem", { MappingSource: source, MappingTarget: target })],
    }),
  );
}
