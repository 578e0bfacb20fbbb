import { real } from "./document.ts";
import type { PdfDocument } from "./document.ts";
import type { PdfFont } from "./font.ts";
import { writeGradient } from "./gradient.ts";
import type { Gradient } from "./gradient.ts";
import { readTransform, times } from "./matrix.ts";
import type { Matrix } from "./matrix.ts";
import { boxOf, ellipsePath, readPath, rectanglePath } from "./path.ts";
import type { Segment } from "./path.ts";
import type { Resources } from "./resources.ts";
import { rootStyle, styleOf } from "./style.ts";
import type { Style } from "./style.ts";
import { paintText } from "./text.ts";
import { byId } from "./tree.ts";
import type { Node } from "./tree.ts";

/** What painting needs of the document. */
export interface Painter {
  readonly pdf: PdfDocument;
  readonly resources: Resources;
  readonly regular: PdfFont;
  readonly bold: PdfFont;
}

interface Scene extends Painter {
  readonly ids: ReadonlyMap<string, Node>;
  readonly gradients: Map<string, Gradient>;
  /** Object numbers of patterns by name and place. */
  readonly patterns: Map<string, number>;
  /** Smallest box of the page, as the bounds of forms. */
  readonly page: string;
}

/** Paints a drawing: operators for a content stream whose user space is mapped to the page by `base`. */
export function paintDrawing(painter: Painter, svg: Node, base: Matrix): string {
  const [x, y, w, h] = (svg.attributes["viewBox"] ?? "0 0 1 1").split(" ").map(Number) as [
    number,
    number,
    number,
    number,
  ];
  const scene: Scene = {
    ...painter,
    ids: byId(svg),
    gradients: new Map(),
    patterns: new Map(),
    page: `${x} ${y} ${x + w} ${y + h}`,
  };
  const style = styleOf(rootStyle, svg);
  const parts = svg.children.flatMap((child) => (typeof child === "string" ? [] : [paint(scene, child, style, base)]));
  return `q ${matrix(base)} cm\n${parts.join("\n")}\nQ`;
}

const matrix = (m: Matrix): string => m.map((value) => String(Math.round(value * 1e5) / 1e5 + 0)).join(" ");
const number = (value: string | undefined, other = 0): number => (value === undefined ? other : Number(value));

const silent = new Set(["title", "defs", "style", "clipPath", "linearGradient", "pattern", "marker", "metadata"]);

function paint(scene: Scene, node: Node, parent: Style, above: Matrix): string {
  if (silent.has(node.name)) return "";
  const style = styleOf(parent, node);
  const { transform, opacity, "clip-path": clip } = node.attributes;
  const own = readTransform(transform);
  const ctm = transform === undefined ? above : times(above, own);
  const inner = node.name === "g" ? group(scene, node, style, ctm) : shape(scene, node, style, ctm);
  if (inner === "") return "";
  const moved = transform === undefined ? inner : `${matrix(own)} cm\n${inner}`;
  const dimmed = number(opacity, 1) < 1 ? faded(scene, moved, number(opacity, 1)) : moved;
  const cut = clip === undefined ? "" : clipping(scene, clip);
  return dimmed === inner && cut === "" ? inner : `q ${cut}${dimmed} Q`;
}

const group = (scene: Scene, node: Node, style: Style, ctm: Matrix): string =>
  node.children.flatMap((child) => (typeof child === "string" ? [] : [paint(scene, child, style, ctm)])).join("\n");

/** All of an element at one opacity, so that its parts do not darken one another. */
function faded({ pdf, resources, page }: Scene, content: string, opacity: number): string {
  const form = pdf.stream(
    `/Type/XObject/Subtype/Form/BBox[${page}]/Group<</S/Transparency>>/Resources ${resources.number} 0 R`,
    content,
  );
  return `${resources.opacity(opacity, opacity) ?? ""} gs ${resources.name("XObject", form)} Do`;
}

const reference = (text: string): string | undefined => /^url\(#(.+)\)$/.exec(text)?.[1];

function clipping({ ids }: Scene, clip: string): string {
  const node = ids.get(reference(clip) ?? "");
  if (!node) return "";
  const shapes = node.children.flatMap((child) => (typeof child === "string" ? [] : [child]));
  const operator = shapes.some(({ attributes }) => attributes["clip-rule"] === "evenodd") ? "W*" : "W";
  return `${shapes.map(operatorsOf).join(" ")} ${operator} n\n`;
}

/** The outline of a basic shape. */
function outlineOf({ name, attributes: a }: Node): Segment[] {
  const at = (key: string) => number(a[key]);
  if (name === "path") return readPath(a["d"] ?? "");
  if (name === "rect") return rectanglePath(at("x"), at("y"), at("width"), at("height"), at("rx"));
  if (name === "circle") return ellipsePath(at("cx"), at("cy"), at("r"), at("r"));
  if (name === "ellipse") return ellipsePath(at("cx"), at("cy"), at("rx"), at("ry"));
  if (name === "line") {
    return [
      ["M", at("x1"), at("y1")],
      ["L", at("x2"), at("y2")],
    ];
  }
  const points = (a["points"] ?? "").trim();
  if (points === "") return [];
  return readPath(`M${points.replaceAll(",", " ")}${name === "polygon" ? "Z" : ""}`);
}

/** Outlines of straight lines in absolute coordinates, which most are. */
const straight = /^[MLZ\d .-]+$/;
const steps = /([ML])(-?[\d.]+) (-?[\d.]+)|Z/g;

/** The operators that draw a shape's outline. */
function operatorsOf(node: Node): string {
  const d = node.name === "path" ? (node.attributes["d"] ?? "") : undefined;
  if (d === undefined || !straight.test(d)) return draw(outlineOf(node));
  return d.replace(steps, (_, letter: string | undefined, x: string, y: string) =>
    letter === undefined ? "h " : `${x} ${y} ${letter === "M" ? "m" : "l"} `,
  );
}

const draw = (segments: readonly Segment[]): string => segments.map(operatorOf).join(" ");

function operatorOf(segment: Segment): string {
  if (segment[0] === "Z") return "h";
  if (segment[0] !== "C") return `${real(segment[1])} ${real(segment[2])} ${segment[0] === "M" ? "m" : "l"}`;
  const [, x1, y1, x2, y2, x, y] = segment;
  return `${real(x1)} ${real(y1)} ${real(x2)} ${real(y2)} ${real(x)} ${real(y)} c`;
}

function shape(scene: Scene, node: Node, style: Style, ctm: Matrix): string {
  if (node.name === "text") return paintText(scene, node, style);
  const outline = operatorsOf(node);
  if (outline === "") return "";
  const fill = node.name === "line" || node.name === "polyline" ? "none" : (style["fill"] ?? "none");
  const stroke = strokeOf(scene, style);
  const url = reference(fill);
  const colour = url === undefined ? scene.resources.colour(fill) : undefined;
  const state = scene.resources.opacity(number(style["fill-opacity"], 1), number(style["stroke-opacity"], 1));
  const filled = url === undefined ? "" : paintServer(scene, url, node, outline, ctm);
  const operator = colour ? (stroke ? "B" : "f") : stroke ? "S" : "";
  const plain = operator === "" ? "" : `${colour ? `${colour} rg ` : ""}${stroke}${outline} ${operator}`;
  const whole = [filled, plain, arrow(scene, style, node)].filter((part) => part !== "").join("\n");
  return state && whole !== "" ? `q ${state} gs ${whole} Q` : whole;
}

const caps: Readonly<Record<string, string>> = { round: "1", square: "2" };
const joins: Readonly<Record<string, string>> = { round: "1", bevel: "2" };

/** Operators that set pen and dashes; empty for a shape without a line. */
function strokeOf({ resources }: Scene, style: Style): string {
  const colour = resources.colour(style["stroke"] ?? "none");
  if (!colour || number(style["stroke-width"], 1) <= 0) return "";
  const dashes = (style["stroke-dasharray"] ?? "").replaceAll(",", " ");
  return `${colour} RG ${real(number(style["stroke-width"], 1))} w ${caps[style["stroke-linecap"] ?? ""] ?? 0} J ${joins[style["stroke-linejoin"] ?? ""] ?? 0} j [${dashes === "none" ? "" : dashes}] 0 d `;
}

/** Fills an outline with a gradient or a pattern. */
function paintServer(scene: Scene, id: string, filled: Node, outline: string, ctm: Matrix): string {
  const node = scene.ids.get(id);
  if (node?.name === "pattern") return `${tiles(scene, node, ctm)} ${outline} f`;
  if (node?.name !== "linearGradient") return "";
  const gradient = scene.gradients.get(id) ?? writeGradient(scene.pdf, node);
  scene.gradients.set(id, gradient);
  const { x, y, width, height } = boxOf(outlineOf(filled));
  if (width <= 0 || height <= 0) return "";
  const mask = gradient.mask === undefined ? "" : `${scene.resources.name("ExtGState", gradient.mask)} gs `;
  const unit = [width, 0, 0, height, x, y].map(real).join(" ");
  return `q ${outline} W n ${unit} cm ${mask}${scene.resources.name("Shading", gradient.shading)} sh Q`;
}

/** Sets a pattern as the colour to fill with; its space hangs on the page, not on what it fills. */
function tiles(scene: Scene, node: Node, ctm: Matrix): string {
  const { width, height, patternTransform } = node.attributes;
  const place = times(ctm, readTransform(patternTransform));
  const key = `${node.attributes["id"]} ${matrix(place)}`;
  const known = scene.patterns.get(key);
  if (known !== undefined) return `/Pattern cs ${scene.resources.name("Pattern", known)} scn`;
  const content = group(scene, node, rootStyle, place);
  const pattern = scene.pdf.stream(
    `/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 ${width} ${height}]/XStep ${width}/YStep ${height}` +
      `/Matrix[${matrix(place)}]/Resources ${scene.resources.number} 0 R`,
    content,
  );
  scene.patterns.set(key, pattern);
  return `/Pattern cs ${scene.resources.name("Pattern", pattern)} scn`;
}

/** The head of a line that asks for one at its end. */
function arrow(scene: Scene, style: Style, node: Node): string {
  const { "marker-end": end = "" } = node.attributes;
  const marker = end === "" ? undefined : scene.ids.get(reference(end) ?? "");
  if (!marker) return "";
  const segments = outlineOf(node);
  const [from, to] = segments.filter((segment) => segment[0] !== "Z").slice(-2) as [Segment?, Segment?];
  if (!from || !to) return "";
  const last = (segment: Segment) => segment.slice(-2) as unknown as [number, number];
  const [[x0, y0], [x1, y1]] = [last(from), last(to)];
  const m = marker.attributes;
  const box = (m["viewBox"] ?? "0 0 1 1").split(" ").map(Number);
  const size = (number(m["markerWidth"], 3) / box[2]!) * number(style["stroke-width"], 1);
  const turn = Math.atan2(y1 - y0, x1 - x0);
  const [cos, sin] = [Math.cos(turn) * size, Math.sin(turn) * size];
  const [rx, ry] = [number(m["refX"]), number(m["refY"])];
  const place: Matrix = [cos, sin, -sin, cos, x1 - cos * rx + sin * ry, y1 - sin * rx - cos * ry];
  return `q ${matrix(place)} cm ${group(scene, marker, rootStyle, place)} Q`;
}
