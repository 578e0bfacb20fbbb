import { operands, readColour } from "./colour.ts";
import { real } from "./document.ts";
import type { PdfDocument } from "./document.ts";

/** What a content stream names: fonts, graphics states, shadings, patterns and forms, each with its object number. */
export interface Resources {
  /** The name of an object under which a content stream may use it. */
  readonly name: (kind: ResourceKind, number: number) => string;
  /** Name of a graphics state with these opacities; undefined when both are 1. */
  readonly opacity: (fill: number, stroke: number) => string | undefined;
  /** Operands of a colour in SVG's notation; undefined for "none" and what can't be read. */
  readonly colour: (text: string) => string | undefined;
  /** Writes the dictionary of all that was named. */
  readonly write: () => number;
  /** The dictionary's number, usable before it is written. */
  readonly number: number;
}

export type ResourceKind = "Font" | "ExtGState" | "Shading" | "Pattern" | "XObject";

/** Opens a dictionary that the pages of a document share. */
export function openResources(pdf: PdfDocument): Resources {
  const number = pdf.reserve();
  const kinds = new Map<ResourceKind, Set<number>>();
  const states = new Map<string, number>();
  const name = (kind: ResourceKind, object: number): string => {
    kinds.set(kind, (kinds.get(kind) ?? new Set()).add(object));
    return `/${kind[0]}${object}`;
  };
  // The same few colours come thousands of times.
  const colours = new Map<string, string | undefined>();
  return {
    number,
    name,
    colour(text) {
      if (colours.has(text)) return colours.get(text);
      const colour = readColour(text);
      const written = colour && operands(colour);
      colours.set(text, written);
      return written;
    },
    opacity(fill, stroke) {
      if (fill >= 1 && stroke >= 1) return undefined;
      const key = `/ca ${real(fill)}/CA ${real(stroke)}`;
      const state = states.get(key) ?? pdf.add(`<</Type/ExtGState${key}>>`);
      states.set(key, state);
      return name("ExtGState", state);
    },
    write() {
      const parts = [...kinds].map(
        ([kind, numbers]) =>
          `/${kind}<<${[...numbers].map((object) => `/${kind[0]}${object} ${object} 0 R`).join("")}>>`,
      );
      return pdf.add(`<<${parts.join("")}>>`, number);
    },
  };
}
