import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { paneCount } from "../openings/panes.ts";
import type { OpeningType } from "../openings/types.ts";
import { isGlazed } from "../openings/words.ts";
import { drawChain, isMovedOff } from "./chain.ts";
import { element, n, text } from "./svg.ts";

const line = { fill: "none", stroke: "#3a3a3a", "stroke-width": 0.9 };
const thin = { fill: "none", stroke: "#7a7a7a", "stroke-width": 0.6 };
const glass = "#dfebf2";
const board = "#efe4d3";
const steel = "#e3e4e4";
/** Height above which a window or glazed door is divided, metres, and where. */
const divided = { above: 2.2, at: 2.1 } as const;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A door or window seen from the front on the floor at `at`, pixels, its middle over it, with its sizes in millimetres. */
export function drawOpeningPicture(type: OpeningType, at: { x: number; y: number }, pixels: number): string {
  const { width, height, sill } = type;
  const [w, h] = [width * pixels, height * pixels];
  const box: Box = { x: at.x - w / 2, y: at.y - sill * pixels - h, width: w, height: h };
  const heights = [0, ...(sill > 0 ? [sill] : []), sill + height];
  // The floor's line ends before the figures of low sills, and figures of narrow ones stand between the chain and what is told below.
  const below = isMovedOff(width, w) ? 12 : 18;
  return [
    element("line", { x1: box.x - 16, x2: box.x + w + 3, y1: at.y, y2: at.y, ...line, "stroke-width": 1.2 }),
    text("FL", { x: box.x - 18, y: at.y + 3 }, { "font-size": 8, "text-anchor": "end", fill: "#555555" }),
    element("rect", {
      ...box,
      ...line,
      fill: isGlazed(type) ? glass : type.service === "" ? board : steel,
      "stroke-width": 1.3,
    }),
    ...leavesOf(type, box, pixels),
    type.firefighter ? rescueMark(box) : "",
    drawChain({
      stations: [
        { metres: 0, pixels: box.x },
        { metres: width, pixels: box.x + w },
      ],
      at: at.y + below,
      upright: false,
      across: true,
    }),
    drawChain({
      stations: heights.map((metres) => ({ metres, pixels: at.y - metres * pixels })),
      at: box.x + w + 26,
      upright: true,
    }),
  ].join("");
}

function leavesOf(type: OpeningType, box: Box, pixels: number): string[] {
  const count = type.kind === OpeningKind.WINDOW ? paneCount(type.width) : type.kind === OpeningKind.DOOR ? 1 : 2;
  const [frame, each] = [2.5, (box.width - 2.5) / count];
  const tall = type.height > divided.above && isGlazed(type);
  const top = tall ? box.y + box.height - divided.at * pixels : box.y + frame;
  const panes = Array.from({ length: count }, (_, i): Box => {
    return { x: box.x + frame + i * each, y: top, width: each - frame, height: box.y + box.height - frame - top };
  });
  const light = tall
    ? [
        element("rect", {
          x: box.x + frame,
          y: box.y + frame,
          width: box.width - 2 * frame,
          height: Math.max(1, top - box.y - 2 * frame),
          ...thin,
        }),
      ]
    : [];
  return [...light, ...panes.map((pane) => element("rect", { ...pane, ...thin })), ...motion(type, panes)];
}

/** How leaves move: lines that meet at the lock of a swing leaf, arrows for sliding ones, nothing for fixed glass. */
function motion({ kind, placed }: OpeningType, panes: readonly Box[]): string[] {
  const dashed = { ...thin, "stroke-dasharray": "4 2.5" };
  const swing = ({ x, y, width, height }: Box, hingeLeft: boolean) => {
    const [hinge, lock] = hingeLeft ? [x, x + width] : [x + width, x];
    return element("path", {
      d: `M${n(hinge)} ${n(y)}L${n(lock)} ${n(y + height / 2)}L${n(hinge)} ${n(y + height)}`,
      ...dashed,
    });
  };
  const slide = ({ x, y, width, height }: Box, way: 1 | -1) => {
    const [cx, cy, half] = [x + width / 2, y + height / 2, Math.min(9, width * 0.3)];
    const tip = cx + way * half;
    return element("path", {
      d: `M${n(cx - way * half)} ${n(cy)}H${n(tip)}M${n(tip - way * 4)} ${n(cy - 3)}L${n(tip)} ${n(cy)}L${n(tip - way * 4)} ${n(cy + 3)}`,
      ...thin,
      stroke: "#3a3a3a",
    });
  };
  const [first, last] = [panes[0]!, panes.at(-1)!];
  if (kind === OpeningKind.DOOR) return [swing(first, true), handleOf(first, false)];
  if (kind === OpeningKind.DOUBLE_DOOR) {
    return [swing(first, true), swing(last, false), handleOf(first, false), handleOf(last, true)];
  }
  if (kind === OpeningKind.SLIDING_DOOR) return [slide(first, 1), slide(last, -1)];
  if (placed.every(({ opening }) => opening.openable <= 0)) return [];
  if (panes.length > 1) return [slide(last, -1)];
  const { x, y, width, height } = first;
  return [
    element("path", { d: `M${n(x)} ${n(y)}L${n(x + width / 2)} ${n(y + height)}L${n(x + width)} ${n(y)}`, ...dashed }),
  ];
}

function handleOf({ x, y, width, height }: Box, left: boolean): string {
  const at = left ? x + 4 : x + width - 4;
  return element("circle", { cx: at, cy: y + height * 0.55, r: 1.4, fill: "#3a3a3a" });
}

/** The red triangle that such a window must bear. */
function rescueMark({ x, y, width, height }: Box): string {
  const [cx, cy, r] = [x + width / 2, y + height / 2, 5];
  return element("path", {
    d: `M${n(cx - r)} ${n(cy - r * 0.8)}H${n(cx + r)}L${n(cx)} ${n(cy + r)}Z`,
    fill: "#c23a2e",
  });
}
