import { hanokChecks } from "./style-hanok.ts";
import { mixedChecks } from "./style-mixed.ts";
import { modernChecks } from "./style-modern.ts";
import type { Judged } from "./judged.ts";
import type { Measured } from "./measure.ts";

/** Checks of the styles and types the brief names; nothing for a style without a checkable rule. */
export function styleChecks(measured: Measured): Judged[] {
  const { styles, use } = measured.brief;
  return [
    ...(styles.includes("hanok") ? hanokChecks(measured) : []),
    ...(styles.includes("modern") && !styles.includes("hanok") ? modernChecks(measured) : []),
    ...(use === "mixed" ? mixedChecks(measured) : []),
  ];
}
