import type { Random } from "../concept/random.ts";
import { affinity } from "./affinity.ts";
import { exactOrders } from "./exact-bands.ts";
import { pick } from "../concept/random.ts";
import type { Band, BandItem, Orders } from "./band.ts";

/** Where an item came to stand: from and to along its band, metres. */
export interface Placed {
  readonly item: BandItem;
  readonly band: string;
  readonly from: number;
  readonly to: number;
}

/** Default number of annealing steps over all restarts: some 10 ms for a storey of twenty rooms. */
const defaultSteps = 3000;
/** Annealings that start anew: one alone is caught by a poor division of the rooms among the bands too often. */
const restarts = 3;

/**
 * Assigns items to bands and orders them; every band is filled exactly. Few rooms are ordered by looking at all ways,
 * many by simulated annealing.
 */
export function fillBands(
  bands: readonly Band[],
  items: readonly BandItem[],
  random: Random,
  steps = defaultSteps,
): Placed[] {
  const exact = exactOrders(bands, items, setCost, random);
  if (exact) return bands.flatMap((band, i) => positions(band, exact[i]!));
  let best = initialOrders(bands, items);
  let bestCost = costOf(bands, best);
  for (let start = 0; start < restarts && items.length > 1; start++) {
    const found = polished(bands, annealed(bands, best, { random, steps: Math.ceil(steps / restarts) }));
    const cost = costOf(bands, found);
    if (cost < bestCost) [best, bestCost] = [found, cost];
  }
  return bands.flatMap((band, i) => positions(band, best[i]!));
}

function annealed(bands: readonly Band[], from: Orders, { random, steps }: { random: Random; steps: number }): Orders {
  let current = from;
  let cost = costOf(bands, current);
  let best = current;
  let bestCost = cost;
  const cooling = (0.02 / hottest) ** (1 / steps);
  let heat = hottest;
  for (let step = 0; step < steps; step++, heat *= cooling) {
    const next = neighbour(bands, current, random);
    if (!next) continue;
    const nextCost = costOf(bands, next);
    if (nextCost > cost && random() >= Math.exp((cost - nextCost) / heat)) continue;
    current = next;
    cost = nextCost;
    if (cost < bestCost) [best, bestCost] = [current, cost];
  }
  return best;
}

/** Warm enough to leave a division of the rooms among the bands that is a little off. */
const hottest = 4;

/** Exchanges and moves looked at after an annealing: enough for some ten rooms, a bound for storeys of many. */
const mostPolish = 1500;

/** Exchanges pairs and moves single rooms as long as that helps and the budget lasts. */
function polished(bands: readonly Band[], from: Orders): Orders {
  let best = from;
  let bestCost = costOf(bands, best);
  let left = mostPolish;
  for (let better = true; better && left > 0;) {
    better = false;
    for (const next of neighbours(bands, best)) {
      if (left-- <= 0) break;
      const cost = costOf(bands, next);
      if (cost >= bestCost - 1e-9) continue;
      [best, bestCost] = [next, cost];
      better = true;
      break;
    }
  }
  return best;
}

/** All orders one exchange or one move away. */
function* neighbours(bands: readonly Band[], orders: Orders): Generator<Orders> {
  for (const [a, from] of orders.entries()) {
    for (const [i, moved] of from.entries()) {
      if (moved.first) continue;
      for (const [b, to] of orders.entries()) {
        if (!allowed(moved, bands[b]!)) continue;
        for (let j = to[0]?.first ? 1 : 0; j <= to.length; j++) {
          yield withMove(orders, [a, i], [b, j]);
          const other = to[j];
          if (other && (b > a || (b === a && j > i)) && allowed(other, bands[a]!))
            yield withSwap(orders, [a, i], [b, j]);
        }
      }
    }
  }
}

type Place = readonly [band: number, at: number];

function withMove(orders: Orders, [a, i]: Place, [b, j]: Place): Orders {
  const next = orders.map((order) => [...order]);
  const [moved] = next[a]!.splice(i, 1);
  next[b]!.splice(a === b && j > i ? j - 1 : j, 0, moved!);
  return next;
}

function withSwap(orders: Orders, [a, i]: Place, [b, j]: Place): Orders {
  const next = orders.map((order) => [...order]);
  [next[a]![i], next[b]![j]] = [next[b]![j]!, next[a]![i]!];
  return next;
}

function initialOrders(bands: readonly Band[], items: readonly BandItem[]): Orders {
  const orders: BandItem[][] = bands.map(() => []);
  const left = bands.map((band) => band.length * band.depth);
  const sorted = items.toSorted((a, b) => b.area - a.area);
  const put = (item: BandItem, i: number): void => {
    if (item.first) orders[i]!.unshift(item);
    else orders[i]!.push(item);
    left[i]! -= item.area;
  };
  for (const item of sorted.filter((entry) => entry.only !== undefined)) {
    put(
      item,
      Math.max(
        0,
        bands.findIndex((band) => band.id === item.only),
      ),
    );
  }
  for (const item of sorted.filter((entry) => entry.only === undefined)) {
    put(item, left.indexOf(Math.max(...left)));
  }
  return orders;
}

/** A swap of two rooms or a move of one; undefined if the step would break a fixed place. */
function neighbour(bands: readonly Band[], orders: Orders, random: Random): Orders | undefined {
  const next = orders.map((order) => [...order]);
  const a = pick(random, next.length);
  const b = pick(random, next.length);
  const [from, to] = [next[a]!, next[b]!];
  if (from.length === 0) return undefined;
  const i = pick(random, from.length);
  const moved = from[i]!;
  if (moved.first || !allowed(moved, bands[b]!)) return undefined;
  if (random() < 0.35) {
    from.splice(i, 1);
    const start = to[0]?.first ? 1 : 0;
    to.splice(start + pick(random, to.length - start + 1), 0, moved);
    return next;
  }
  if (to.length === 0) return undefined;
  const j = pick(random, to.length);
  const other = to[j]!;
  if (other.first || !allowed(other, bands[a]!)) return undefined;
  from[i] = other;
  to[j] = moved;
  return next;
}

const allowed = (item: BandItem, band: Band): boolean => item.only === undefined || item.only === band.id;

/** What is wrong with an order of rooms in bands: shape, width, the wrong band, and strangers side by side. */
export function costOf(bands: readonly Band[], orders: Orders): number {
  let cost = 0;
  for (let i = 0; i < bands.length; i++) cost += bandCost(bands[i]!, orders[i]!);
  return cost;
}

function bandCost(band: Band, order: readonly BandItem[]): number {
  const liking = order.reduce((sum, item, i) => sum + (i > 0 ? affinity(order[i - 1]!.kind, item.kind) : 0), 0);
  return setCost(band, order) - 0.5 * liking;
}

/** Cost of rooms in a band, whatever their order. */
function setCost(band: Band, items: readonly BandItem[]): number {
  if (band.length < 1e-6) return items.length * 50;
  if (items.length === 0) return 60;
  const factor = scaleOf(band, items);
  let cost = Math.abs(Math.log(factor)) * (6 + 2 * items.length);
  for (const item of items) {
    const width = (item.area * (item.block ? 1 : factor)) / band.depth;
    const [clear, deep] = [Math.max(0.1, width - wallShare), band.depth - wallShare];
    const aspect = Math.max(clear / deep, deep / clear);
    if (!item.block) cost += Math.max(0, aspect - 2.3) * 4 + (aspect > 2.48 ? 1.5 : 0);
    cost += Math.max(0, item.minSide - width) * 10;
    if (item.rather !== undefined && !band.id.startsWith(item.rather)) cost += 0.8;
  }
  return cost;
}

/** What walls take of a room's size by centreline, metres. */
const wallShare = 0.2;

/** What the rooms of a band grow or shrink by so that they fill it; a block keeps its size unless it stands alone. */
function scaleOf(band: Band, items: readonly BandItem[]): number {
  const sum = (list: readonly BandItem[]) => list.reduce((total, item) => total + item.area, 0);
  const fixed = sum(items.filter((item) => item.block));
  const soft = sum(items) - fixed;
  const left = band.length * band.depth - fixed;
  return soft > 0 ? Math.max(0.05, left / soft) : (band.length * band.depth) / fixed;
}

/** Partitions on a grid of 5 cm; the last room ends where its band ends. */
function positions(band: Band, order: readonly BandItem[]): Placed[] {
  const factor = scaleOf(band, order);
  const widths = order.map((item) => (item.area * (item.block ? 1 : factor)) / band.depth);
  const all = widths.reduce((total, width) => total + width, 0);
  const placed: Placed[] = [];
  let along = 0;
  let from = 0;
  order.forEach((item, i) => {
    along += (widths[i]! / all) * band.length;
    const to = i === order.length - 1 ? band.length : Math.round(along * 20) / 20;
    placed.push({ item, band: band.id, from, to });
    from = to;
  });
  return placed;
}
