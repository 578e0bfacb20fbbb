/** Constraints of a request, as far as remembering who meets them needs to know them. */
export interface Demand<Offer> {
  /** The same text for the same constraints; empty where they are not to be remembered. */
  readonly key: string;
  readonly isMetBy: (offer: Offer) => boolean;
}

/** Which offers of a group meet constraints: found once for all requests that set the same, until an offer comes or goes. */
export interface Feasible<Offer> {
  /** Those that meet them, where that is known and they are few; undefined: all have to be looked at. */
  of(demand: Demand<Offer>): readonly Offer[] | undefined;
  /** An offer came or went. */
  forget(): void;
}

/** Different constraints remembered; when there are more all are forgotten. */
const maxKnown = 16;
/** Above this share of all, looking at them alone saves nothing. */
const fewShare = 0.25;

/** Nothing is known yet of these offers. */
export function createFeasible<Offer>(offers: readonly Offer[]): Feasible<Offer> {
  const known = new Map<string, readonly Offer[] | "asked once" | "many">();
  const look = (isMetBy: Demand<Offer>["isMetBy"]) => {
    const found = offers.filter(isMetBy);
    return found.length <= offers.length * fewShare ? found : "many";
  };
  return {
    of({ key, isMetBy }) {
      if (key === "") return undefined;
      let found = known.get(key);
      if (found === undefined) {
        // Only who asks again is worth a look at all: where agents come and go with every call it would be for nothing.
        if (known.size >= maxKnown) known.clear();
        known.set(key, "asked once");
        return undefined;
      }
      if (found === "asked once") known.set(key, (found = look(isMetBy)));
      return typeof found === "string" ? undefined : found;
    },
    forget: () => known.clear(),
  };
}
