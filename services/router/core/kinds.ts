import type { OfferGroup } from "./offer-group.ts";
import type { WantPlan } from "./plan.ts";

/** Tells wants apart by who could meet them. */
export interface Kinds {
  /** The same text for plans that the same promises meet, under the same constraints; empty where that can't be told. */
  of(plan: WantPlan): string;
}

/** Nothing is known yet; what is worked out lives as long as its plan. */
export function createKinds(): Kinds {
  const numbers = new WeakMap<OfferGroup, number>();
  const known = new WeakMap<WantPlan, string>();
  let last = 0;
  const numberOf = (group: OfferGroup): number => {
    const found = numbers.get(group) ?? ++last;
    numbers.set(group, found);
    return found;
  };
  return {
    of(plan) {
      const found = known.get(plan);
      if (found !== undefined) return found;
      const { limits, groups } = plan;
      const kind = limits.key === "" ? "" : `${groups.map(numberOf).join(" ")} ${limits.key}`;
      known.set(plan, kind);
      return kind;
    },
  };
}
