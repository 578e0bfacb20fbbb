import { boldFrom } from "../typeface/typeface.ts";
import { real } from "./document.ts";
import type { PdfFont } from "./font.ts";
import type { Resources } from "./resources.ts";
import { styleOf } from "./style.ts";
import type { Style } from "./style.ts";
import type { Node } from "./tree.ts";

interface Fonts {
  readonly resources: Resources;
  readonly regular: PdfFont;
  readonly bold: PdfFont;
}

/** Paints a text element: its own line, or one line for each `tspan` with a place. */
export function paintText(fonts: Fonts, node: Node, style: Style): string {
  const lines = node.children.flatMap((child) => {
    if (typeof child === "string") return [paintLine(fonts, child.trim(), node, style)];
    const content = child.children.filter((part) => typeof part === "string").join("");
    const { x = node.attributes["x"], y = node.attributes["y"] } = child.attributes;
    const placed: Node = { ...child, attributes: { x: x ?? "0", y: y ?? "0" } };
    return [paintLine(fonts, content.trim(), placed, styleOf(style, child))];
  });
  return lines.join("\n");
}

const anchors: Readonly<Record<string, number>> = { middle: 0.5, end: 1 };

function paintLine({ resources, regular, bold }: Fonts, content: string, { attributes }: Node, style: Style): string {
  if (content === "") return "";
  const size = Number(style["font-size"]);
  const font = Number(style["font-weight"]) >= boldFrom ? bold : regular;
  const spacing = Number(style["letter-spacing"] ?? 0);
  const width = font.widthOf(content) * size + spacing * content.length;
  const x = Number(attributes["x"] ?? 0) - width * (anchors[style["text-anchor"] ?? ""] ?? 0);
  const lift = style["dominant-baseline"] === "central" ? size * 0.35 : 0;
  const y = Number(attributes["y"] ?? 0) + lift;
  const show = `1 0 0 -1 ${real(x)} ${real(y)} Tm ${font.encode(content)} Tj`;
  const fill = resources.colour(style["fill"] ?? "#000000");
  const halo = resources.colour(style["stroke"] ?? "none");
  const face = `${resources.name("Font", font.number)} ${real(size)} Tf`;
  const under = halo ? `${halo} RG ${real(Number(style["stroke-width"]))} w 1 j [] 0 d 1 Tr ${show} ` : "";
  const over = fill ? `${fill} rg 0 Tr ${show}` : "";
  const state = resources.opacity(Number(style["fill-opacity"] ?? 1), 1);
  return `${state ? `q ${state} gs ` : ""}BT ${face} ${real(spacing)} Tc ${under}${over} ET${state ? " Q" : ""}`;
}
