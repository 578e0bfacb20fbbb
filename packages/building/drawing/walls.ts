import type { Construction, Storey, Wall } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { outwardSide } from "../geometry/plan-shape.ts";
import { offset } from "../geometry/polygon.ts";
import { drawOpening, stretch, wallLine } from "./openings.ts";
import type { WallLine } from "./openings.ts";
import { element, ringPath } from "./svg.ts";
import type { Scale } from "./svg.ts";

/** Colour of what is cut, and of insulation in it. */
export const poche = "#2b2b2b";
const insulation = "#e8d9b8";

/** Draws the cut walls in black with their insulation, open where doors and windows are, and what fills the openings. */
export function drawWalls(scale: Scale, storey: Storey, constructions: readonly Construction[]): string {
  const solid: string[] = [];
  const soft: string[] = [];
  const fillings: string[] = [];
  const layer = insulationOf(storey, constructions);
  for (const wall of storey.walls) {
    const axis = wallLine(wall);
    if (!axis) continue;
    const draw = (from: number, to: number) => {
      solid.push(ringPath(scale, stretch(axis, from, to)));
      if (layer && wall.external && to - from > 0.02) {
        // Over the ends of the axis, so that layers meet at corners.
        const [a, b] = [from === 0 ? -wall.thickness : from, to === axis.length ? to + wall.thickness : to];
        soft.push(ringPath(scale, stretch(shifted(axis, wall, layer), a, b)));
      }
    };
    const openings = storey.openings.filter((opening) => opening.wall === wall.id).toSorted((a, b) => a.at - b.at);
    let from = 0;
    for (const opening of openings) {
      draw(from, opening.at - opening.width / 2);
      from = opening.at + opening.width / 2;
      fillings.push(drawOpening(scale, storey, opening, axis));
    }
    draw(from, axis.length);
  }
  const cut = element("path", { d: solid.join(""), fill: poche, stroke: poche, "stroke-width": 0.4 });
  return element("g", { id: "walls" }, cut + drawInsulation(scale, storey, layer, soft) + fillings.join(""));
}

/** Where insulation lies in the outer walls, metres from their outer face, and their thickness. */
interface Insulation {
  readonly from: number;
  readonly thickness: number;
  readonly wall: number;
}

function insulationOf(storey: Storey, constructions: readonly Construction[]): Insulation | undefined {
  const outer = storey.walls.find(({ external }) => external);
  const layers = constructions.find(({ id }) => id === outer?.construction)?.layers ?? [];
  const at = layers.findIndex(({ material }) => /단열|글라스울/.test(material));
  if (!outer || at < 0) return undefined;
  const from = layers.slice(0, at).reduce((sum, { thickness }) => sum + thickness, 0);
  return { from, thickness: layers[at]!.thickness, wall: outer.thickness };
}

/** The line of the insulation in a wall. */
function shifted(axis: WallLine, wall: Wall, { from, thickness }: Insulation): WallLine {
  const left = (outwardSide(wall) === "left" ? 1 : -1) * (wall.thickness / 2 - from - thickness / 2);
  const start = { x: axis.start.x - axis.along.y * left, y: axis.start.y + axis.along.x * left };
  return { ...axis, start, thickness };
}

/** Insulation, kept to the band it has round the storey, so that the walls' ends do not reach across corners. */
function drawInsulation(
  scale: Scale,
  storey: Storey,
  layer: Insulation | undefined,
  stretches: readonly string[],
): string {
  const outline = storey.outline?.points ?? [];
  if (!layer || outline.length < 3 || layer.thickness * scale.pixels < 1.2) return "";
  const outer = offset(outline, layer.wall / 2 - layer.from);
  const inner = offset(outline, layer.wall / 2 - layer.from - layer.thickness);
  const band = element("path", { d: ringPath(scale, outer) + ringPath(scale, inner), "clip-rule": "evenodd" });
  return (
    element("clipPath", { id: "insulation" }, band) +
    element("path", { d: stretches.join(""), fill: insulation, "clip-path": "url(#insulation)" })
  );
}
