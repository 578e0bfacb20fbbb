import type { XY } from "../geometry/vector.ts";
import { decimal } from "./decimal.ts";

/** Escapes text for use in SVG content and attributes. */
export const escape = (text: string): string =>
  special.test(text)
    ? text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")
    : text;

const special = /[&<>"]/;

/** A number with at most two decimals, short enough for thousands of coordinates. */
export const n = (value: number): string => decimal(value, 100);

/** Attributes as text; undefined ones are left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

function attributes(values: Attributes): string {
  let written = "";
  for (const key of Object.keys(values)) {
    const value = values[key];
    if (value === undefined) continue;
    written += ` ${key}="${typeof value === "number" ? n(value) : escape(value)}"`;
  }
  return written;
}

/** An element; children are markup already. */
export function element(name: string, values: Attributes, children = ""): string {
  return children === "" ? `<${name}${attributes(values)}/>` : `<${name}${attributes(values)}>${children}</${name}>`;
}

/** Maps metres on the site to the sheet: y turns downward. */
export interface Scale {
  readonly pixels: number;
  readonly x: (metres: number) => number;
  readonly y: (metres: number) => number;
}

/** Path data of a closed ring. */
export const ringPath = (scale: Scale, ring: readonly XY[]): string =>
  `${ring.map((p, i) => `${i === 0 ? "M" : "L"}${n(scale.x(p.x))} ${n(scale.y(p.y))}`).join("")}Z`;

/** A straight line between two points of the site. */
export const line = (scale: Scale, a: XY, b: XY, style: Attributes = {}): string =>
  element("line", { x1: scale.x(a.x), y1: scale.y(a.y), x2: scale.x(b.x), y2: scale.y(b.y), ...style });

/** An upright rectangle of the site. */
export const rectangle = (
  scale: Scale,
  box: { x0: number; y0: number; x1: number; y1: number },
  style: Attributes = {},
): string =>
  element("rect", {
    x: scale.x(box.x0),
    y: scale.y(box.y1),
    width: (box.x1 - box.x0) * scale.pixels,
    height: (box.y1 - box.y0) * scale.pixels,
    ...style,
  });

/** Width of a text in units of its size: Hangul and other wide letters count as one, Latin ones as about a half. */
export function textWidth(text: string): number {
  let width = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0)!;
    width += code > 0x2e80 ? 1 : letter === " " ? 0.3 : 0.58;
  }
  return width;
}

/** Text on the sheet; nothing for an empty one. */
export const text = (content: string, at: XY, style: Attributes = {}): string =>
  content === "" ? "" : element("text", { x: at.x, y: at.y, ...style }, escape(content));

/** Fonts that carry Hangul, best first. */
export const fonts = "Pretendard,'Noto Sans KR','Noto Sans CJK KR','Malgun Gothic','Apple SD Gothic Neo',sans-serif";

/** Wraps drawn parts into a document of the given size on white paper. */
export function sheet(size: { width: number; height: number }, title: string, parts: readonly string[]): string {
  const body = [
    element("title", {}, escape(title)),
    element("rect", { x: 0, y: 0, width: size.width, height: size.height, fill: "#ffffff" }),
    ...parts,
  ].join("\n");
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${size.width} ${size.height}`,
      width: size.width,
      height: size.height,
      "font-family": fonts,
    },
    `\n${body}\n`,
  )}\n`;
}
