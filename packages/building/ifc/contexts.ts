import type { Ref, RefTo } from "./schema.ts";
import { axes } from "./shapes.ts";
import type { Solid } from "./shapes.ts";
import type { StepWriter } from "./step.ts";

/** The geometric contexts of the file. */
export interface Contexts {
  readonly model: Ref<"IfcGeometricRepresentationContext">;
  readonly body: Ref<"IfcGeometricRepresentationSubContext">;
  readonly axis: Ref<"IfcGeometricRepresentationSubContext">;
  readonly footprint: Ref<"IfcGeometricRepresentationSubContext">;
}

/** The 3D context with its views; y is north. */
export function writeContexts(writer: StepWriter): Contexts {
  const model = writer.add("IfcGeometricRepresentationContext", {
    ContextType: "Model",
    CoordinateSpaceDimension: 3,
    Precision: 1e-5,
    WorldCoordinateSystem: axes(writer),
    TrueNorth: writer.share("IfcDirection", { DirectionRatios: [0, 1] }),
  });
  const view = (
    identifier: string,
    target: "MODEL_VIEW" | "GRAPH_VIEW" | "PLAN_VIEW",
  ): Ref<"IfcGeometricRepresentationSubContext"> =>
    writer.add("IfcGeometricRepresentationSubContext", {
      ContextIdentifier: identifier,
      ContextType: "Model",
      ParentContext: model,
      TargetView: target,
    });
  return {
    model,
    body: view("Body", "MODEL_VIEW"),
    axis: view("Axis", "GRAPH_VIEW"),
    footprint: view("FootPrint", "PLAN_VIEW"),
  };
}

/** A representation made of solids. */
export function solidRepresentation(
  writer: StepWriter,
  contexts: Contexts,
  solids: readonly Solid[],
): Ref<"IfcShapeRepresentation"> {
  const swept = solids.every((solid) => solid.entity === "IfcExtrudedAreaSolid");
  const brep = solids.every((solid) => solid.entity === "IfcFacetedBrep");
  return writer.add("IfcShapeRepresentation", {
    ContextOfItems: contexts.body,
    RepresentationIdentifier: "Body",
    RepresentationType: swept ? "SweptSolid" : brep ? "Brep" : "SolidModel",
    Items: solids,
  });
}

/** A product's shape. */
export const productShape = (
  writer: StepWriter,
  ...representations: RefTo<"IfcShapeRepresentation">[]
): Ref<"IfcProductDefinitionShape"> => writer.add("IfcProductDefinitionShape", { Representations: representations });

/** A product's shape that is made of solids alone. */
export const bodyShape = (
  writer: StepWriter,
  contexts: Contexts,
  ...solids: Solid[]
): Ref<"IfcProductDefinitionShape"> => productShape(writer, solidRepresentation(writer, contexts, solids));
