import type { Ref } from "./schema.ts";
import type { Solid } from "./shapes.ts";
import type { StepWriter } from "./step.ts";

interface Look {
  readonly rgb: readonly [red: number, green: number, blue: number];
  /** 0 is opaque, 1 invisible. */
  readonly transparency?: number;
}

/** How the surfaces of the model look. */
const looks = {
  plaster: { rgb: [0.93, 0.91, 0.87] },
  partition: { rgb: [0.96, 0.95, 0.93] },
  concrete: { rgb: [0.72, 0.72, 0.7] },
  timber: { rgb: [0.55, 0.38, 0.24] },
  steel: { rgb: [0.45, 0.48, 0.52] },
  tile: { rgb: [0.27, 0.29, 0.32] },
  glass: { rgb: [0.62, 0.78, 0.86], transparency: 0.6 },
  frame: { rgb: [0.23, 0.24, 0.26] },
  leaf: { rgb: [0.6, 0.44, 0.3] },
  fabric: { rgb: [0.55, 0.6, 0.62] },
  ceramic: { rgb: [0.97, 0.97, 0.97] },
  grass: { rgb: [0.62, 0.72, 0.48] },
  foliage: { rgb: [0.36, 0.54, 0.3] },
  paving: { rgb: [0.62, 0.62, 0.62] },
  paint: { rgb: [0.5, 0.55, 0.62] },
  solar: { rgb: [0.1, 0.14, 0.28] },
} as const satisfies Record<string, Look>;

/** Name of a surface's look. */
export type LookName = keyof typeof looks;

/** Gives solids a look and gives them back. */
export function styled<S extends Solid>(writer: StepWriter, look: LookName, ...solids: S[]): S[] {
  const style = surface(writer, look);
  for (const solid of solids) writer.add("IfcStyledItem", { Item: solid, Styles: [style] });
  return solids;
}

function surface(writer: StepWriter, name: LookName): Ref<"IfcSurfaceStyle"> {
  const look: Look = looks[name];
  const [Red, Green, Blue] = look.rgb;
  return writer.share("IfcSurfaceStyle", {
    Name: name,
    Side: "BOTH",
    Styles: [
      writer.share("IfcSurfaceStyleRendering", {
        SurfaceColour: writer.share("IfcColourRgb", { Red, Green, Blue }),
        Transparency: look.transparency ?? 0,
        ReflectanceMethod: "NOTDEFINED",
      }),
    ],
  });
}
