import { text } from "./svg.ts";

/** Heading of a part of a sheet. */
export const heading = (ko: string, en: string, at: { x: number; y: number }): string =>
  text(ko, at, { "font-size": 20, "font-weight": 700, fill: "#1f1f1f" }) +
  text(en, { x: at.x, y: at.y + 18 }, { "font-size": 11, fill: "#767676", "letter-spacing": 1 });
