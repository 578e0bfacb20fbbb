import type { ParkingSpace } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { bounds } from "../geometry/polygon.ts";
import { element, n, ringPath, text, textWidth } from "./svg.ts";
import type { Scale } from "./svg.ts";

/** Size of a car from above, metres. */
const car = { width: 1.85, depth: 4.4 } as const;

/** The name of a parking space and the size of its letters, pixels: room for a line beside it, but large enough to be read; no name where a sign stands for it. */
export function bayName(space: ParkingSpace, index: number, pixels: number): { name: string; size: number } {
  // A name as wide as a car is written where the car has room for it; a wheelchair says the same in less.
  const word = "장애인";
  if (space.accessible) {
    const size = Math.min(11, Math.floor(((car.width * pixels - 3) / textWidth(word)) * 2) / 2);
    return size >= 7 ? { name: word, size } : { name: "", size: 0 };
  }
  const { minX, maxX } = bounds(space.outline?.points ?? []);
  const name = `P${index}`;
  const wide = (maxX - minX) * pixels - 8;
  return {
    name,
    size: Math.max(7, Math.min(11, Math.floor((wide / Math.max(textWidth(name), textWidth("P00"))) * 2) / 2)),
  };
}

/** Draws a parking space with its car and its name; `upright` where cars stand along y. */
export function drawBay(scale: Scale, space: ParkingSpace, index: number, upright: boolean): string {
  const ring = space.outline?.points ?? [];
  if (ring.length < 3) return "";
  const { minX, minY, maxX, maxY } = bounds(ring);
  const [cx, cy] = [scale.x((minX + maxX) / 2), scale.y((minY + maxY) / 2)];
  const [w, d] = [car.width * scale.pixels, car.depth * scale.pixels];
  const body =
    element("rect", {
      x: -w / 2,
      y: -d / 2,
      width: w,
      height: d,
      rx: w * 0.22,
      fill: "#ffffff",
      stroke: "#9a9a9a",
      "stroke-width": 0.9,
    }) +
    element("rect", { x: -w * 0.4, y: -d * 0.28, width: w * 0.8, height: d * 0.14, rx: 3, fill: "#e3e8eb" }) +
    element("rect", { x: -w * 0.4, y: d * 0.24, width: w * 0.8, height: d * 0.1, rx: 3, fill: "#e3e8eb" });
  const turn = `translate(${n(cx)} ${n(cy)})${upright ? "" : " rotate(90)"}`;
  const { name, size } = bayName(space, index, scale.pixels);
  return (
    element("path", {
      d: ringPath(scale, ring),
      fill: space.accessible ? "#dbe9f6" : "#f7f6f2",
      stroke: "#7d7d7d",
      "stroke-width": 1,
    }) +
    element("g", { transform: turn }, body) +
    (name === ""
      ? wheelchair(cx, cy)
      : text(
          name,
          { x: cx, y: cy + size * 0.36 },
          { "font-size": size, "text-anchor": "middle", fill: "#555555", ...halo },
        ))
  );
}

/** The sign of a wheelchair, 10 pixels high: head, body on its seat, and wheel. */
function wheelchair(x: number, y: number): string {
  const at = (dx: number, dy: number) => `${n(x + dx)} ${n(y + dy)}`;
  const d = `M${at(-0.6, -2.8)}L${at(-0.4, 0.8)}L${at(2.2, 0.8)}L${at(3.2, 4.2)}M${at(-0.5, -1)}L${at(2, -1)}M${at(-1.6, -0.6)}A2.7 2.7 0 1 0 ${at(1.9, 3)}`;
  return (
    element("circle", { cx: x - 0.7, cy: y - 4.2, r: 1, fill: "#2d5f9a" }) +
    element("path", { class: "wheelchair", d, fill: "none", stroke: "#2d5f9a", "stroke-width": 1 })
  );
}

/** Letters wider than a car stay readable on its outline. */
const halo = { stroke: "#ffffff", "stroke-width": 2.4, "paint-order": "stroke" };
