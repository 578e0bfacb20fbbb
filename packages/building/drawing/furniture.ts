import type { Furniture } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { element, n } from "./svg.ts";
import type { Scale } from "./svg.ts";

const stroke = { fill: "#ffffff", stroke: "#8c8378", "stroke-width": 0.8 };
const soft = { fill: "none", stroke: "#8c8378", "stroke-width": 0.6 };

/** Symbol of a kind in a box of w by d pixels round the origin; its back is towards negative y on the sheet. */
type Symbol = (w: number, d: number) => string;

const box = (w: number, d: number, more = {}): string =>
  element("rect", { x: -w / 2, y: -d / 2, width: w, height: d, ...stroke, ...more });
const bar = (x0: number, y0: number, x1: number, y1: number): string =>
  element("line", { x1: x0, y1: y0, x2: x1, y2: y1, ...soft });

const symbols: Record<string, Symbol> = {
  chair: (w, d) => box(w, d, { rx: w * 0.2 }) + bar(-w / 2, -d * 0.3, w / 2, -d * 0.3),
  table: (w, d) => box(w, d, { rx: Math.min(w, d) * 0.06 }),
  roundtable: (w) => element("circle", { r: w / 2, ...stroke }),
  bed: (w, d) =>
    box(w, d, { rx: 2 }) +
    (w > d * 0.65
      ? [-0.25, 0.25].map((share) => pillow(w * share, -d * 0.36, w * 0.4, d * 0.16)).join("")
      : pillow(0, -d * 0.36, w * 0.66, d * 0.16)) +
    bar(-w / 2, -d * 0.2, w / 2, -d * 0.2),
  bedding: (w, d) => box(w, d, { rx: 4, "stroke-dasharray": "3 2" }) + pillow(0, -d * 0.38, w * 0.5, d * 0.12),
  sofa: (w, d) =>
    box(w, d, { rx: 3 }) +
    element("rect", { x: -w * 0.42, y: -d * 0.2, width: w * 0.84, height: d * 0.7, ...soft, rx: 2 }),
  wc: (w, d) =>
    element("rect", { x: -w / 2, y: -d / 2, width: w, height: d * 0.28, ...stroke }) +
    element("ellipse", { cx: 0, cy: d * 0.12, rx: w * 0.42, ry: d * 0.36, ...stroke }),
  urinal: (w, d) =>
    element("path", {
      d: `M${n(-w / 2)} ${n(-d / 2)}H${n(w / 2)}V0A${n(w / 2)} ${n(d / 2)} 0 0 1 ${n(-w / 2)} 0Z`,
      ...stroke,
    }),
  basin: (w, d) => box(w, d, { rx: 2 }) + element("ellipse", { rx: w * 0.3, ry: d * 0.3, ...soft }),
  shower: (w, d) => box(w, d) + bar(-w / 2, -d / 2, w / 2, d / 2) + bar(-w / 2, d / 2, w / 2, -d / 2),
  bathtub: (w, d) =>
    box(w, d, { rx: 3 }) +
    element("rect", {
      x: -w * 0.42,
      y: -d * 0.4,
      width: w * 0.84,
      height: d * 0.8,
      ...soft,
      rx: Math.min(w, d) * 0.25,
    }),
  kitchen: (w, d) =>
    box(w, d) +
    element("rect", {
      x: -w * 0.4,
      y: -d * 0.28,
      width: Math.min(w * 0.28, d * 1.2),
      height: d * 0.56,
      ...soft,
      rx: 2,
    }) +
    [0.2, 0.36]
      .map((share) => element("circle", { cx: w * share, cy: 0, r: Math.min(d * 0.2, w * 0.07), ...soft }))
      .join(""),
  fridge: (w, d) => box(w, d) + bar(-w / 2, d * 0.3, w / 2, d * 0.3),
  counter: (w, d) => box(w, d, { fill: "#efe6d8" }) + bar(-w / 2, d * 0.2, w / 2, d * 0.2),
  desk: (w, d) =>
    box(w, d) + element("rect", { x: -w * 0.18, y: -d * 0.38, width: w * 0.36, height: d * 0.16, ...soft }),
  shelf: (w, d) => box(w, d, { fill: "#f6f1e9" }) + bar(-w / 2, -d / 2, w / 2, d / 2),
  wardrobe: (w, d) => box(w, d) + bar(-w / 2, 0, w / 2, 0),
  washer: (w, d) => box(w, d) + element("circle", { r: Math.min(w, d) * 0.34, ...soft }),
  machine: (w, d) => box(w, d) + bar(-w / 2, -d / 2, w / 2, d / 2),
  lift: (w, d) => box(w, d) + bar(-w / 2, -d / 2, w / 2, d / 2) + bar(-w / 2, d / 2, w / 2, -d / 2),
  table_low: (w, d) => box(w, d, { rx: 2, fill: "#f3e8d6" }),
  plant: (w) => element("circle", { r: w / 2, fill: "#dbe8cf", stroke: "#7d9a67", "stroke-width": 0.7 }),
  display: (w, d) => box(w, d, { fill: "#f2f0f7" }),
};

const pillow = (x: number, y: number, w: number, d: number): string =>
  element("rect", { x: x - w / 2, y: y - d / 2, width: w, height: d, ...soft, rx: 2 });

/** Draws a piece of furniture with its symbol, a plain box for a kind without one. */
export function drawFurniture(scale: Scale, item: Furniture): string {
  const { x, y } = item.centre ?? { x: 0, y: 0 };
  const symbol = symbols[item.kind] ?? ((w: number, d: number) => box(w, d));
  const turn = `translate(${n(scale.x(x))} ${n(scale.y(y))}) rotate(${n(-item.rotation)})`;
  return element(
    "g",
    { class: item.kind, transform: turn },
    symbol(item.width * scale.pixels, item.depth * scale.pixels),
  );
}
