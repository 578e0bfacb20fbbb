import { expect, test } from "vitest";
import { heldOutRows } from "./held-out.ts";
import { eighthHeldOutRows } from "./held-out-eighth.ts";
import { eleventhHeldOutRows } from "./held-out-eleventh.ts";
import { fifthHeldOutRows } from "./held-out-fifth.ts";
import { fourthHeldOutRows } from "./held-out-fourth.ts";
import { ninthHeldOutRows } from "./held-out-ninth.ts";
import { secondHeldOutRows } from "./held-out-second.ts";
import { seventhHeldOutRows } from "./held-out-seventh.ts";
import { sixthHeldOutRows } from "./held-out-sixth.ts";
import { tenthHeldOutRows } from "./held-out-tenth.ts";
import { thirdHeldOutRows } from "./held-out-third.ts";
import { twelfthHeldOutRows } from "./held-out-twelfth.ts";
import { scoreIntake } from "./intake.ts";
import { sentenceRows } from "./rows.ts";

const sets = [
  { name: "first", rows: heldOutRows, count: 60, slots: 300, f1: 0.93 },
  { name: "second", rows: secondHeldOutRows, count: 61, slots: 300, f1: 0.93 },
  { name: "third", rows: thirdHeldOutRows, count: 60, slots: 260, f1: 0.93 },
  { name: "fourth", rows: fourthHeldOutRows, count: 60, slots: 330, f1: 0.93 },
  { name: "fifth", rows: fifthHeldOutRows, count: 60, slots: 360, f1: 0.93 },
  { name: "sixth", rows: sixthHeldOutRows, count: 60, slots: 390, f1: 0.93 },
  { name: "seventh", rows: seventhHeldOutRows, count: 60, slots: 390, f1: 0.93 },
  { name: "eighth", rows: eighthHeldOutRows, count: 40, slots: 230, f1: 0.93 },
  { name: "ninth", rows: ninthHeldOutRows, count: 60, slots: 300, f1: 0.93 },
  { name: "tenth", rows: tenthHeldOutRows, count: 60, slots: 290, f1: 0.93 },
  { name: "eleventh", rows: eleventhHeldOutRows, count: 40, slots: 200, f1: 0.93 },
  { name: "twelfth", rows: twelfthHeldOutRows, count: 60, slots: 400, f1: 0.93 },
];

test.each(sets)("the $name set: $count sentences, none of them among those that the rules were made with", (set) => {
  const held = new Set(set.rows.map(([text]) => text));
  expect(held.size).toBe(set.count);
  expect(sentenceRows.filter(([text]) => held.has(text))).toEqual([]);
});

test.each(sets)("F1 of the $name held-out set is at least $f1", (set) => {
  const { f1, slots } = scoreIntake(set.rows).total;
  expect(slots).toBeGreaterThan(set.slots);
  expect(f1).toBeGreaterThanOrEqual(set.f1);
});
