import { expect, test } from "vitest";
import type { SlicedRoom, SlicingTask } from "./sliced.ts";
import { box } from "./draft.ts";
import { judgeOf } from "./slicing-cost.ts";

const room = (id: string, more: Partial<SlicedRoom> = {}): SlicedRoom => ({
  id,
  kind: "storage",
  area: 10,
  minSide: 1.2,
  daylight: false,
  ...more,
});
const task = (rooms: SlicedRoom[], more: Partial<SlicingTask> = {}): SlicingTask => ({
  region: box(0, 0, 20, 20),
  rooms,
  lobby: undefined,
  touches: [],
  inner: [],
  ...more,
});
const hall = room("hall", { daylight: true });

test("a hall whose middle no window reaches costs more than one along the outer walls", () => {
  const cost = (daylight: boolean, boxes: ReturnType<typeof box>[]) =>
    judgeOf(task([{ ...hall, daylight }, room("a"), room("b")]))(boxes).cost;
  const darkness = (boxes: ReturnType<typeof box>[]) => cost(true, boxes) - cost(false, boxes);
  expect(darkness([box(0, 0, 20, 11), box(0, 11, 10, 20), box(10, 11, 20, 20)])).toBeCloseTo((2 * 9 * 5.5) / 220, 9);
  expect(darkness([box(0, 0, 20, 5.5), box(0, 5.5, 10, 20), box(10, 5.5, 20, 20)])).toBe(0);
});

test("wet rooms cost where they stand apart, but not beside the core's", () => {
  const wet = { wet: true };
  const rooms = [hall, room("kitchen", wet), room("between"), room("wc", wet)];
  const apart = [box(0, 0, 20, 14), box(0, 14, 6, 20), box(6, 14, 13, 20), box(13, 14, 20, 20)];
  const together = [box(0, 0, 20, 14), box(0, 14, 6, 20), box(13, 14, 20, 20), box(6, 14, 13, 20)];
  const cost = (boxes: typeof apart, wetCore?: SlicingTask["wetCore"]) =>
    judgeOf(task(rooms, wetCore ? { wetCore } : {}))(boxes).cost;
  expect(cost(apart) - cost(together)).toBeCloseTo(1.6, 9);
  expect(cost(apart) - cost(apart, [box(-3, 14, 0, 20)])).toBeCloseTo(0.8, 9);
});

test("a room without a door to the hall, or slimmer than a room may be, is a fault", () => {
  const judge = judgeOf(task([hall, room("a"), room("b")]));
  expect(judge([box(0, 0, 20, 12), box(0, 12, 20, 16), box(0, 16, 20, 20)]).sound).toBe(false);
  expect(judge([box(0, 0, 20, 12), box(0, 12, 10, 20), box(10, 12, 20, 20)]).sound).toBe(true);
  expect(judge([box(0, 0, 20, 18), box(0, 18, 10, 20), box(10, 18, 20, 20)]).sound).toBe(false);
});
