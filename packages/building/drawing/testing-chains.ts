import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { bounds } from "../geometry/polygon.ts";
import { pixelsPerMillimetre } from "./paper.ts";
import { placedTexts } from "./testing.ts";
import type { PlacedText } from "./testing.ts";

interface Line {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly width: number;
}

const linesOf = (markup: string): Line[] =>
  [...markup.matchAll(/<line ([^>]*)\/>/g)].map(([, attributes]) => {
    const value = (name: string) => Number(new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes!)?.[1]);
    return { x1: value("x1"), y1: value("y1"), x2: value("x2"), y2: value("y2"), width: value("stroke-width") };
  });

const valueOf = ({ content }: PlacedText): number => Number(content.replaceAll(",", ""));

/** Widths of the strokes of a chain: its line, and the ticks at its stations. */
const strokes = { line: 0.7, tick: 1.1 } as const;

/** Chains of dimensions of a floor plan that leave out a figure, or whose figures do not add up to what they measure, in words; for tests. */
export function chainFaults(svg: string): string[] {
  const ratio = Number(/ {2}1\/(\d+)<\/text>/.exec(svg)?.[1]);
  return chainsOf(svg).flatMap(({ line, ticks, figures }) => {
    const told = `the chain of ${figures.map(({ content }) => content).join(" + ")}`;
    const whole = (Math.hypot(line.x2 - line.x1, line.y2 - line.y1) / pixelsPerMillimetre) * ratio;
    const sum = figures.reduce((total, figure) => total + valueOf(figure), 0);
    // The sheet's coordinates have two decimals.
    const slack = (0.02 / pixelsPerMillimetre) * ratio + 0.5;
    return [
      ...(figures.length === ticks - 1 ? [] : [`${told} has ${ticks - 1} stretches`]),
      ...(Math.abs(sum - whole) <= slack ? [] : [`${told} is ${sum} of ${whole.toFixed(1)}`]),
    ];
  });
}

/** Figures over all of a floor plan, or between lines of its grid, through which a line of the grid runs, in words; for tests. */
export function griddedFigures(svg: string): string[] {
  const grid = linesOf(/<g id="grid">.*?<\/g>/s.exec(svg)?.[0] ?? "");
  return chainsOf(svg)
    .filter(({ figures }) => figures.length === 1)
    .flatMap(({ figures }) => figures)
    .filter((figure) =>
      grid.some(
        (line) =>
          Math.min(line.x1, line.x2) < figure.x1 &&
          figure.x0 < Math.max(line.x1, line.x2) + 0.01 &&
          Math.min(line.y1, line.y2) < figure.y1 &&
          figure.y0 < Math.max(line.y1, line.y2) + 0.01,
      ),
    )
    .map(({ content }) => `${content} on a line of the grid`);
}

/** Axes of the grid that have two names, or names that two axes have, over the floor plans of a building, in words; for tests. */
export function misnamedAxes(plan: Plan, floors: readonly string[]): string[] {
  const axes = floors.flatMap((svg, i) => axesDrawn(svg, bounds(plan.storeys[i]!.outline?.points ?? [])));
  return axes.flatMap((one, i) =>
    axes
      .slice(i + 1)
      .filter((two) => one.name[0] === two.name[0])
      .filter((two) => (one.name === two.name) !== Math.abs(one.at - two.at) < axisSlack)
      .map((two) => `${one.name} at ${one.at.toFixed(2)} m, ${two.name} at ${two.at.toFixed(2)} m`),
  );
}

/** Axes of two storeys that lie no farther apart are one, metres: with what two decimals of the sheet hide. */
const axisSlack = 0.06;

/** The bubbles of a floor plan with their places in the building, metres: its chains over all begin at the corner of the outline. */
function axesDrawn(svg: string, { minX, minY }: { readonly minX: number; readonly minY: number }) {
  const ratio = Number(/ {2}1\/(\d+)<\/text>/.exec(svg)?.[1]);
  const metre = (pixelsPerMillimetre * 1000) / ratio;
  const lines = chainsOf(svg).map(({ line }) => line);
  const left = Math.min(...lines.filter(({ y1, y2 }) => y1 === y2).flatMap(({ x1, x2 }) => [x1, x2]));
  const low = Math.max(...lines.filter(({ x1, x2 }) => x1 === x2).flatMap(({ y1, y2 }) => [y1, y2]));
  const group = /<g id="bubbles">(.*?)<\/g>/s.exec(svg)?.[1] ?? "";
  return [...group.matchAll(/<circle cx="([\d.-]+)" cy="([\d.-]+)"[^>]*\/>\s*<text [^>]*>([XY]\d+)</g)].map(
    ([, cx, cy, name]) => ({
      name: name!,
      at: name![0] === "X" ? minX + (Number(cx) - left) / metre : minY + (low - Number(cy)) / metre,
    }),
  );
}

function chainsOf(svg: string): { line: Line; ticks: number; figures: PlacedText[] }[] {
  const group = /<g id="dimensions">(.*?)<\/g>/s.exec(svg)?.[1] ?? "";
  const starts = [...group.matchAll(new RegExp(`<line [^>]*stroke-width="${strokes.line}"/>`, "g"))];
  return starts.map((start, i) => {
    const part = group.slice(start.index, starts[i + 1]?.index);
    const lines = linesOf(part);
    return {
      line: lines[0]!,
      ticks: lines.filter(({ width }) => width === strokes.tick).length,
      figures: placedTexts(part),
    };
  });
}
