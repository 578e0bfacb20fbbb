import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readFace } from "./face.ts";
import type { Typeface } from "./typeface.ts";

const file = (weight: number): string =>
  fileURLToPath(import.meta.resolve(`@fontsource/pretendard/files/pretendard-latin-${weight}-normal.woff`));

function load(): Typeface {
  const [regular, bold] = [400, 700].map((weight) => readFace(readFileSync(file(weight)))) as [
    Typeface["regular"],
    Typeface["bold"],
  ];
  return { family: "Pretendard", regular, bold };
}

const loaded: { typeface?: Typeface } = {};

/** Pretendard (SIL Open Font License 1.1) from its package, read when it is first asked for. */
export const pretendard = (): Typeface => (loaded.typeface ??= load());
