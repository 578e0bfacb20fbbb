import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Opening } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { paneCount } from "../openings/panes.ts";
import { isGlazed } from "../openings/words.ts";
import { box } from "./shapes.ts";
import type { Solid } from "./shapes.ts";
import type { StepWriter } from "./step.ts";
import { styled } from "./styles.ts";

/** Width of frame members seen from the front, metres. */
const member = 0.05;
/** Depth of frames across the wall, metres: less than the thinnest wall. */
const deep = 0.08;

/** Frame, mullions and panes; the origin is the opening's lower left corner on the wall's axis. */
export function windowSolids(writer: StepWriter, { id, width, height }: Opening): Solid[] {
  const across = Math.min(member, width / 6, height / 6);
  const panes = paneCount(width);
  const clear = (width - across * (panes + 1)) / panes;
  const verticals = Array.from({ length: panes + 1 }, (_, i) => i * (clear + across));
  const inner = height - 2 * across;
  const bar = (x: number, z: number, wide: number, high: number, thick: number) =>
    box(writer, [x, -thick / 2, z], [wide, thick, high], id);
  return [
    ...styled(
      writer,
      "frame",
      bar(0, 0, width, across, deep),
      bar(0, height - across, width, across, deep),
      ...verticals.map((x) => bar(x, across, across, inner, deep)),
    ),
    ...styled(writer, "glass", ...verticals.slice(1).map((x) => bar(x - clear, across, clear, inner, 0.024))),
  ];
}

/** Frame and leaves; outer doors of two leaves are glazed. */
export function doorSolids(writer: StepWriter, opening: Opening, external: boolean): Solid[] {
  const { id, kind, width, height } = opening;
  const across = Math.min(member, width / 8);
  const leaves = kind === OpeningKind.DOUBLE_DOOR || kind === OpeningKind.SLIDING_DOOR ? 2 : 1;
  const clear = (width - 2 * across) / leaves;
  const glazed = isGlazed({ kind, external });
  const thick = glazed ? 0.024 : 0.045;
  const frame = [
    box(writer, [0, -deep / 2, 0], [across, deep, height - across], id),
    box(writer, [width - across, -deep / 2, 0], [across, deep, height - across], id),
    box(writer, [0, -deep / 2, height - across], [width, deep, across], id),
  ];
  const panels = Array.from({ length: leaves }, (_, i) =>
    box(writer, [across + i * clear, -thick / 2, 0.01], [clear, thick, height - across - 0.01], id),
  );
  return [...styled(writer, "frame", ...frame), ...styled(writer, glazed ? "glass" : "leaf", ...panels)];
}
