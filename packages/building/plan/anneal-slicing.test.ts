import { expect, test } from "vitest";
import { annealSlicing, slicingBudget } from "./anneal-slicing.ts";
import type { SlicedRoom, SlicingTask } from "./sliced.ts";
import { box } from "./draft.ts";
import { seeded } from "./testing.ts";

const room = (id: string, area: number, more: Partial<SlicedRoom> = {}): SlicedRoom => ({
  id,
  kind: "storage",
  area,
  minSide: 2,
  daylight: false,
  ...more,
});
const taskOf = (rooms: SlicedRoom[], [x, y]: readonly [number, number]): SlicingTask => ({
  region: box(0, 0, x, y),
  rooms,
  lobby: undefined,
  touches: [],
  inner: [],
});

/** Divides and counts the chances taken. */
function counted(task: SlicingTask) {
  const random = seeded(3);
  let taken = 0;
  const divided = annealSlicing(task, () => {
    taken += 1;
    return random();
  });
  return { ...divided, taken };
}

test("few rooms take few chances, and rooms that can't be placed no more than the budget", () => {
  const hall = room("hall", 40);
  const few = counted(taskOf([hall, room("a", 10), room("b", 10)], [10, 6]));
  expect([few.sound, few.taken < 3 * 450 * 6]).toEqual([true, true]);
  const narrow = Array.from({ length: 7 }, (_, i) => room(`n${i}`, 4, { minSide: 3 }));
  const hopeless = counted(taskOf([hall, ...narrow], [10, 6.8]));
  expect(hopeless.sound).toBe(false);
  expect(hopeless.taken).toBeLessThan(slicingBudget.restarts * slicingBudget.steps * 6);
});

test("what lacks little is tried again only until chance agrees", () => {
  const almost = counted(taskOf([room("hall", 30), room("a", 10, { minSide: 2.6 })], [10, 4]));
  expect([almost.sound, almost.cost < slicingBudget.hopeless]).toEqual([false, true]);
  const steps = slicingBudget.stepsByRooms * 2 ** 2;
  expect(almost.taken).toBeLessThan(slicingBudget.restarts * steps * 4.5);
  expect(almost.taken).toBeGreaterThan(slicingBudget.restarts * steps * 3 - 1);
});

test("a division keeps areas and is the same for the same seed", () => {
  const rooms = [room("hall", 60, { daylight: true }), ...[12, 13, 11, 14].map((area, i) => room(`r${i}`, area))];
  const task = taskOf(rooms, [11, 10]);
  const { boxes, sound } = annealSlicing(task, seeded(5));
  expect(sound).toBe(true);
  rooms.forEach(({ area }, i) => {
    const { x0, y0, x1, y1 } = boxes[i]!;
    expect(Math.abs((x1 - x0) * (y1 - y0) - area) / area).toBeLessThan(0.05);
  });
  expect(annealSlicing(task, seeded(5)).boxes).toEqual(boxes);
});
