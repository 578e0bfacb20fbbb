import { textWidth } from "./svg.ts";

/** A text on a sheet and the box it fills, pixels. */
interface Placed {
  readonly content: string;
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Pairs of texts of a drawing that cover each other, for tests; turned texts count as lying upright on the sheet. */
export function touchingTexts(svg: string): [string, string][] {
  const texts = [...svg.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g)].map((match) => placed(match[1]!, match[2]!));
  return texts.flatMap((one, i) =>
    texts
      .slice(i + 1)
      .filter((two) => one.x0 < two.x1 && two.x0 < one.x1 && one.y0 < two.y1 && two.y0 < one.y1)
      .map((two): [string, string] => [one.content, two.content]),
  );
}

function placed(attributes: string, content: string): Placed {
  const value = (name: string) => new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes)?.[1] ?? "";
  const [x, y, size] = [Number(value("x")), Number(value("y")), Number(value("font-size"))];
  const width = textWidth(content) * size * 0.97;
  const share = { middle: 0.5, end: 1 }[value("text-anchor")] ?? 0;
  if (value("transform").startsWith("rotate(-90")) {
    return { content, x0: x - size * 0.75, x1: x, y0: y - width * (1 - share), y1: y + width * share };
  }
  return { content, x0: x - width * share, x1: x + width * (1 - share), y0: y - size * 0.75, y1: y };
}
