import type { Facts } from "./facts.ts";

/** Shops of one building up to less than this are 근린생활시설, m2 (건축법 시행령 별표1 제3호 가목, 제7호 다목). */
export const retailFromM2 = 1000;

/** Whether the shops are 판매시설; several shops of 근린생활시설 asked for by that name stay what they are. */
export const isRetail = (facts: Facts): boolean =>
  facts.areaByUse("shop") >= retailFromM2 && !/근린 ?생활|근생/.test(facts.brief.text);
