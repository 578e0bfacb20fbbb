import { tradeIn } from "../brief/titles.ts";
import type { Facts } from "../law/facts.ts";
import { isRetail } from "../law/retail.ts";
import { useName } from "./words.ts";

/** Uses whose label tells the class in law after the client's own word: "펜션(숙박)". */
const classes: Readonly<Record<string, string>> = {
  guesthouse: "숙박",
  restaurant: "일반음식점",
  gallery: "전시장",
};

/**
 * The use of a building as 건축개요 has it: by the class in law where size or kind decides it, by the client's word where
 * that says more than the use's own name.
 */
export function useLabel(facts: Facts): string {
  const { brief } = facts;
  const trade = tradeIn(brief.use, brief.title);
  if (isRetail(facts) && brief.use === "shop") return "판매시설(상점)";
  if (brief.use === "apartments") return homesLabel(facts, trade);
  // Hospitals begin at 30 beds; what is drawn has fewer.
  if (brief.use === "clinic" && trade === "병원") return "의원(병상 30개 미만, 근린생활시설)";
  const group = classes[brief.use];
  return trade !== undefined && group !== undefined ? `${trade}(${group})` : useName(brief.use);
}

function homesLabel({ housing }: Facts, trade: string | undefined): string {
  if (housing === "multi-household") return "단독주택(다가구주택)";
  return trade === undefined || trade === "공동주택" ? useName("apartments") : `공동주택(${trade})`;
}

/** The use of a storey, in the same words. */
export function storeyUseLabel(facts: Facts, use: string): string {
  return use === "shop" && isRetail(facts) ? "판매시설(상점)" : useName(use);
}
