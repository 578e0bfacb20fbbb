import { textWidth } from "./svg.ts";

/** A line of text on a sheet and the box it fills, pixels. */
export interface PlacedText {
  readonly content: string;
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Pairs of texts of a drawing that cover each other, for tests; turned texts count as lying upright on the sheet. */
export function touchingTexts(svg: string): [string, string][] {
  const texts = placedTexts(svg);
  return texts.flatMap((one, i) =>
    texts
      .slice(i + 1)
      .filter((two) => one.x0 < two.x1 && two.x0 < one.x1 && one.y0 < two.y1 && two.y0 < one.y1)
      .map((two): [string, string] => [one.content, two.content]),
  );
}

/** Every line that a drawing writes, those of a text of several lines each by itself, with boxes from the widths of letters. */
export function placedTexts(svg: string): PlacedText[] {
  const texts = [...svg.matchAll(/<text ([^>]*)>(.*?)<\/text>/gs)].flatMap(([, attributes, content]) => {
    const lines = [...content!.matchAll(/<tspan ([^>]*)>([^<]*)<\/tspan>/g)];
    return lines.length === 0
      ? [placed(attributes!, content!)]
      : lines.map((line) => placed(`${line[1]} ${attributes}`, line[2]!));
  });
  return texts.filter(({ content }) => content !== "");
}

function placed(attributes: string, content: string): PlacedText {
  const value = (name: string) => new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes)?.[1] ?? "";
  const [x, y, size] = [Number(value("x")), Number(value("y")), Number(value("font-size"))];
  const width = textWidth(content) * size * 0.97;
  const share = { middle: 0.5, end: 1 }[value("text-anchor")] ?? 0;
  const matrix = /^matrix\(([^)]*)\)/.exec(value("transform"))?.[1]?.split(" ").map(Number);
  if (matrix) {
    const [a, b, c, d, e, f] = matrix as [number, number, number, number, number, number];
    const corners = [x - width * share, x + width * (1 - share)].flatMap((px) =>
      [y - size * 0.75, y].map((py) => [a * px + c * py + e, b * px + d * py + f] as const),
    );
    const [xs, ys] = [corners.map(([px]) => px), corners.map(([, py]) => py)];
    return { content, x0: Math.min(...xs), x1: Math.max(...xs), y0: Math.min(...ys), y1: Math.max(...ys) };
  }
  if (value("transform").startsWith("rotate(-90")) {
    return { content, x0: x - size * 0.75, x1: x, y0: y - width * (1 - share), y1: y + width * share };
  }
  return { content, x0: x - width * share, x1: x + width * (1 - share), y0: y - size * 0.75, y1: y };
}
