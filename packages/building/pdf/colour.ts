import { real } from "./document.ts";

const named: Readonly<Record<string, string>> = { white: "#ffffff", black: "#000000" };

/** A colour in SVG's hexadecimal notation as three numbers from 0 to 1; undefined for "none" and what it can't read. */
export function readColour(text: string): readonly [number, number, number] | undefined {
  const hex = (named[text] ?? text).replace(/^#(.)(.)(.)$/, "#$1$1$2$2$3$3");
  if (!/^#[0-9a-fA-F]{6}$/.test(hex)) return undefined;
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255) as [number, number, number];
}

/** A colour as operands. */
export const operands = (colour: readonly number[]): string => colour.map(real).join(" ");
