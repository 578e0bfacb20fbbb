import type { Construction, Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { paneCount } from "./panes.ts";
import type { OpeningType } from "./types.ts";

/** What a door or window is, in so far as its kind and place tell. */
export type Made = Pick<OpeningType, "kind" | "external" | "width" | "service">;

const doors: Readonly<Partial<Record<OpeningKind, string>>> = {
  [OpeningKind.DOOR]: "여닫이문",
  [OpeningKind.DOUBLE_DOOR]: "양여닫이문",
  [OpeningKind.SLIDING_DOOR]: "미닫이문",
};

/** Name of its kind, in Korean. */
export function kindName({ kind, width, service }: Made): string {
  if (kind === OpeningKind.WINDOW) return `${paneCount(width)}짝 창`;
  return service === "lift" ? "승강기문" : (doors[kind] ?? "문");
}

/** Outer doors of two leaves are glazed, and windows are. */
export const isGlazed = ({ kind, external }: Pick<Made, "kind" | "external">): boolean =>
  kind === OpeningKind.WINDOW || (external && kind !== OpeningKind.DOOR);

/** What it is made of, in Korean. */
export function materialName(plan: Plan, made: Made): string {
  const timber = plan.concept?.structure === "timber";
  if (made.kind === OpeningKind.WINDOW) return constructionOf(plan, made)?.name ?? "복층유리 창호";
  if (made.service === "lift") return "스테인리스 강재문";
  if (made.service === "fire") return "강재 방화문";
  if (!made.external) return timber && made.kind === OpeningKind.SLIDING_DOOR ? "목재 살문" : "목재문";
  if (timber) return isGlazed(made) ? "목재 살문·유리" : "목재 단열문";
  return isGlazed(made) ? "단열 유리문" : "단열 강재문";
}

/** The construction that says how well it insulates; none for inner doors. */
export function constructionOf({ constructions }: Plan, { kind, external }: Made): Construction | undefined {
  const prefixes = kind === OpeningKind.WINDOW ? ["window", "glazing"] : external ? ["door", "window"] : [];
  return prefixes.map((prefix) => constructions.find(({ id }) => id.startsWith(prefix))).find(Boolean);
}
