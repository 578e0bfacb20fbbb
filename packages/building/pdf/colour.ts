import { real } from "./document.ts";

const named: Readonly<Record<string, string>> = { white: "#ffffff", black: "#000000" };

/** A colour in SVG's hexadecimal notation as three numbers from 0 to 1; undefined for "none" and what it can't read. */
export function readColour(text: string): readonly [number, number, number] | undefined {
  if (text === "none") return undefined;
  const hex = (named[text] ?? text).replace(/^#(.)(.)(.)$/, "#$1$1$2$2$3$3");
  if (!/^#[0-9a-fA-F]{6}$/.test(hex)) return undefined;
  const value = parseInt(hex.slice(1), 16);
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}

/** A colour as operands. */
export const operands = (colour: readonly number[]): string => colour.map(real).join(" ");
