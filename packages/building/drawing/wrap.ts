import { textWidth } from "./svg.ts";

/** Text broken into lines no wider than `width` pixels at a size: at spaces where it can, else between letters. */
export function wrap(content: string, width: number, size: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of content.split(/(?<=\s)/)) {
    if (textWidth((line + word).trimEnd()) * size <= width) {
      line += word;
      continue;
    }
    if (line !== "") lines.push(line.trimEnd());
    line = "";
    for (const letter of word) {
      if (line !== "" && textWidth(line + letter) * size > width) {
        lines.push(line);
        line = "";
      }
      line += letter;
    }
  }
  if (line.trim() !== "" || lines.length === 0) lines.push(line.trimEnd());
  return lines;
}
