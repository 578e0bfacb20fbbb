import { expect, test } from "vitest";
import { roomKind } from "../concept/rooms.ts";
import type { Band, BandItem, Orders } from "./band.ts";
import { costOf, fillBands } from "./bands.ts";
import { seeded } from "./testing.ts";

const item = (kind: string, i: number, area: number): BandItem => {
  return { id: `${kind}-${i}`, kind, area, minSide: roomKind(kind).minSide + 0.2 };
};

/** Rooms whose areas fill the bands, in shares as given. */
function rooms(bands: readonly Band[], shares: readonly (readonly [kind: string, share: number])[]): BandItem[] {
  const capacity = bands.reduce((sum, band) => sum + band.length * band.depth, 0);
  const total = shares.reduce((sum, [, share]) => sum + share, 0);
  return shares.map(([kind, share], i) => item(kind, i, (capacity * share) / total));
}

/** Every way to set the items into the bands, one after another. */
function* every(items: readonly BandItem[], bands: number): Generator<Orders> {
  if (items.length === 0) {
    yield Array.from({ length: bands }, () => []);
    return;
  }
  const [first, ...rest] = items;
  for (const orders of every(rest, bands)) {
    for (let band = 0; band < bands; band++) {
      for (let at = 0; at <= orders[band]!.length; at++) {
        yield orders.map((order, i) => (i === band ? [...order.slice(0, at), first!, ...order.slice(at)] : order));
      }
    }
  }
}

const back: Band[] = [{ id: "back-0", length: 12, depth: 3.6 }];
const both: Band[] = [
  { id: "front-0", length: 11, depth: 5 },
  { id: "back-0", length: 8, depth: 4 },
];

const cases: [string, Band[], BandItem[]][] = [
  [
    "a cafe's serving band",
    back,
    rooms(back, [
      ["kitchen", 4],
      ["storage", 2],
      ["staff", 2],
      ["wc", 1.5],
      ["wc", 1.5],
      ["wc_accessible", 1.5],
    ]),
  ],
  [
    "a small clinic",
    both,
    rooms(both, [
      ["reception", 5],
      ["exam", 3],
      ["exam", 3],
      ["treatment", 3],
      ["storage", 2],
      ["wc", 2],
    ]),
  ],
  [
    "a small office",
    both,
    rooms(both, [
      ["lobby", 2],
      ["office", 7],
      ["meeting", 4],
      ["pantry", 2],
      ["storage", 2],
      ["wc", 1.5],
      ["wc", 1.5],
    ]),
  ],
  [
    "a storey of guests",
    both,
    rooms(both, [
      ["lounge", 3],
      ["guestroom", 4],
      ["guestroom", 4],
      ["guestroom", 4],
      ["laundry", 2],
      ["wc", 1.5],
    ]),
  ],
];

test.each(cases)("%s is laid out within 2 per cent of the best of all orders", (_name, bands, items) => {
  let best = Infinity;
  for (const orders of every(items, bands.length)) best = Math.min(best, costOf(bands, orders));
  for (const seed of [1, 2, 3, 4, 5]) {
    const placed = fillBands(bands, items, seeded(seed));
    const orders = bands.map((band) => placed.filter((one) => one.band === band.id).map((one) => one.item));
    expect(orders.flat()).toHaveLength(items.length);
    expect(costOf(bands, orders) - best).toBeLessThanOrEqual(0.02 * Math.max(1, Math.abs(best)));
  }
});
