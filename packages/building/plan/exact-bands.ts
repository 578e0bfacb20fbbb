import { pick } from "../concept/random.ts";
import type { Random } from "../concept/random.ts";
import { affinity } from "./affinity.ts";
import type { Band, BandItem, Orders } from "./band.ts";

/** Most rooms whose every order is looked at: a thousand sets of ten rooms take about a millisecond. */
export const mostExact = 10;

/** What an order may cost more than the best, as a share: among those, chance chooses. */
const tolerance = 0.02;

/** Cost of a set of rooms in a band, whatever their order. */
type SetCost = (band: Band, items: readonly BandItem[]) => number;

/** The items whose bits are set. */
const chosen = (items: readonly BandItem[], set: number): BandItem[] => items.filter((_, i) => (set >> i) & 1);

/**
 * Divides rooms among one or two bands and orders them: within two per cent of the best of all divisions and orders.
 * Undefined for more bands, for more rooms than can be looked at, and where a fixed place can't be kept.
 */
export function exactOrders(
  bands: readonly Band[],
  items: readonly BandItem[],
  setCost: SetCost,
  random: Random,
): Orders | undefined {
  if (bands.length > 2 || items.length > mostExact) return undefined;
  const paths = pathTable(items);
  const all = (1 << items.length) - 1;
  const costs = bands.map((band) =>
    Float64Array.from({ length: all + 1 }, (_, set) => {
      const own = chosen(items, set);
      const allowed = own.every((item) => item.only === undefined || item.only === band.id);
      return allowed ? setCost(band, own) - 0.5 * paths.best(set) : Infinity;
    }),
  );
  const splits = bands.length === 1 ? [all] : Array.from({ length: all + 1 }, (_, set) => set);
  const total = (set: number) => costs[0]![set]! + (costs[1]?.[all & ~set] ?? 0);
  const least = Math.min(...splits.map(total));
  if (!Number.isFinite(least)) return undefined;
  const near = splits.filter((set) => total(set) <= least + tolerance * Math.max(1, Math.abs(least)));
  const first = near[pick(random, near.length)]!;
  return bands.map((_, i) => paths.order(i === 0 ? first : all & ~first, random).map((at) => items[at]!));
}

/** Best orders of every set: those whose neighbours like each other most. */
interface Paths {
  /** Liking of the best order. */
  readonly best: (set: number) => number;
  /** One of the best orders, as indices. */
  readonly order: (set: number, random: Random) => number[];
}

function pathTable(items: readonly BandItem[]): Paths {
  const n = items.length;
  const liking = items.map((a) => items.map((b) => affinity(a.kind, b.kind)));
  const table = new Float64Array((1 << n) * n).fill(-Infinity);
  const at = (set: number, last: number) => set * n + last;
  const firstIn = (set: number) => items.findIndex((item, i) => item.first && (set >> i) & 1);
  for (let set = 1; set < 1 << n; set++) {
    const lead = firstIn(set);
    for (let last = 0; last < n; last++) {
      if (!((set >> last) & 1)) continue;
      const rest = set & ~(1 << last);
      if (rest === 0) table[at(set, last)] = 0;
      else if (last !== lead) {
        for (let before = 0; before < n; before++) {
          const found = table[at(rest, before)]! + liking[before]![last]!;
          if ((rest >> before) & 1 && found > table[at(set, last)]!) table[at(set, last)] = found;
        }
      }
    }
  }
  const ends = (set: number) => Array.from({ length: n }, (_, last) => last).filter((last) => (set >> last) & 1);
  const best = (set: number) => (set === 0 ? 0 : Math.max(...ends(set).map((last) => table[at(set, last)]!)));
  const order = (set: number, random: Random): number[] => {
    const path: number[] = [];
    let left = set;
    let wanted = best(set);
    while (left !== 0) {
      const next = path.at(-1);
      const fit = ends(left).filter((last) => {
        const joined = next === undefined ? 0 : liking[last]![next]!;
        return Math.abs(table[at(left, last)]! + joined - wanted) < 1e-9;
      });
      const last = fit[pick(random, fit.length)]!;
      wanted = table[at(left, last)]!;
      left &= ~(1 << last);
      path.push(last);
    }
    return path.toReversed();
  };
  return { best, order };
}
