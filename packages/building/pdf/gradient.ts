import { operands, readColour } from "./colour.ts";
import { real } from "./document.ts";
import type { PdfDocument } from "./document.ts";
import type { Node } from "./tree.ts";

/** A gradient in the unit square of what it fills. */
export interface Gradient {
  readonly shading: number;
  /** A graphics state that masks by the stops' opacities, if any of them is below 1. */
  readonly mask?: number;
}

/** Writes a linear gradient whose ends are given in the box of what it fills. */
export function writeGradient(pdf: PdfDocument, node: Node): Gradient {
  const stops = node.children.flatMap((child) => (typeof child === "string" ? [] : [child.attributes]));
  const end = (key: string, other: string) => Number(node.attributes[key] ?? other);
  const line = [end("x1", "0"), end("y1", "0"), end("x2", "1"), end("y2", "0")].map(real).join(" ");
  const shade = (space: string, values: readonly (readonly number[])[]) =>
    `<</ShadingType 2/ColorSpace/${space}/Coords[${line}]/Extend[true true]/Function ${ramp(stops, values)}>>`;
  const colours = stops.map((stop) => readColour(stop["stop-color"] ?? "#000000") ?? [0, 0, 0]);
  const opacities = stops.map((stop) => Number(stop["stop-opacity"] ?? 1));
  const shading = pdf.add(shade("DeviceRGB", colours));
  if (opacities.every((opacity) => opacity >= 1)) return { shading };
  const grey = pdf.add(
    shade(
      "DeviceGray",
      opacities.map((opacity) => [opacity]),
    ),
  );
  const form = pdf.stream(
    `/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Group<</S/Transparency/CS/DeviceGray>>/Resources<</Shading<</S${grey} ${grey} 0 R>>>>`,
    `/S${grey} sh`,
  );
  const mask = pdf.add(`<</Type/ExtGState/SMask<</S/Luminosity/G ${form} 0 R>>>>`);
  return { shading, mask };
}

/** Colours between stops, as one function from 0 to 1. */
function ramp(stops: readonly Node["attributes"][], values: readonly (readonly number[])[]): string {
  const at = stops.map((stop) => Number(stop["offset"] ?? 0));
  const pieces = values
    .slice(1)
    .map((value, i) => `<</FunctionType 2/Domain[0 1]/N 1/C0[${operands(values[i]!)}]/C1[${operands(value)}]>>`);
  const bounds = at.slice(1, -1).map(real).join(" ");
  const encode = pieces.map(() => "0 1").join(" ");
  return `<</FunctionType 3/Domain[0 1]/Functions[${pieces.join("")}]/Bounds[${bounds}]/Encode[${encode}]>>`;
}
