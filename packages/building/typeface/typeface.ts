import type { FontFace } from "./face.ts";
import { subsetFace } from "./subset.ts";
import { writeWoff } from "./woff.ts";

/** The two weights that drawings and reports are set in. */
export interface Typeface {
  readonly family: string;
  readonly regular: FontFace;
  readonly bold: FontFace;
}

/** Weights of 600 and more are set in the bold face. */
export const boldFrom = 600;

/** Letters that a sheet sets in each weight. */
export interface Letters {
  readonly regular: string;
  readonly bold: string;
}

/** Style rules with both weights cut down to letters, as data in the sheet itself; a weight without letters is left out. */
export function fontRules({ family, regular, bold }: Typeface, letters: Letters): string {
  const rule = (face: FontFace, weight: string, text: string) => {
    if (text === "") return "";
    const data = Buffer.from(writeWoff(subsetFace(face, text).tables)).toString("base64");
    return `@font-face{font-family:"${family}";font-weight:${weight};src:url(data:font/woff;base64,${data}) format("woff")}`;
  };
  return rule(regular, "1 599", letters.regular) + rule(bold, `${boldFrom} 999`, letters.bold);
}

/** The letters that a drawing writes. */
export function lettersOf(svg: string): Letters {
  const letters = { regular: "", bold: "" };
  for (const [, attributes, content] of svg.matchAll(/<(?:text|tspan)\b([^>]*)>([^<>]+)/g)) {
    const weight = Number(/font-weight="(\d+)"/.exec(attributes!)?.[1] ?? 400);
    letters[weight >= boldFrom ? "bold" : "regular"] += content!.trim();
  }
  return letters;
}

/** A drawing that carries the letters it uses, so that it looks the same everywhere. */
export function withFont(svg: string, typeface: Typeface): string {
  const rules = fontRules(typeface, lettersOf(svg));
  return rules === "" ? svg : svg.replace(/(<svg [^>]*>)/, (open) => `${open}<style>${rules}</style>`);
}
