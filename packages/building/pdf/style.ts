import type { Node } from "./tree.ts";

/** Properties that pass from an element to its children. */
export type Style = Readonly<Record<string, string>>;

const inherited: ReadonlySet<string> = new Set([
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "stroke-opacity",
  "fill-opacity",
  "font-size",
  "font-weight",
  "text-anchor",
  "paint-order",
  "letter-spacing",
  "dominant-baseline",
]);

/** What a drawing starts with. */
export const rootStyle: Style = {
  fill: "#000000",
  stroke: "none",
  "stroke-width": "1",
  "font-size": "16",
  "font-weight": "400",
  "text-anchor": "start",
};

/** The style of an element under its parent's. */
export function styleOf(parent: Style, { attributes }: Node): Style {
  let style: Record<string, string> | undefined;
  for (const key in attributes) {
    if (!inherited.has(key)) continue;
    style ??= { ...parent };
    style[key] = attributes[key]!;
  }
  return style ?? parent;
}
