import { expect, test } from "vitest";
import { evalIntake } from "./intake.ts";

test.each([
  { heldOut: false, bar: { f1: 0.97, wrong_numbers: 0 } },
  { heldOut: true, bar: { f1: 0.93 } },
])("held out $heldOut: its own sentences against its own bar", ({ heldOut, bar }) => {
  const { json, text, passed } = evalIntake({ heldOut });
  expect(json).toMatchObject({ evaluation: "intake", held_out: heldOut, bar, passed: true });
  expect(passed).toBe(true);
  expect(text).toContain(heldOut ? "681문장" : "문장");
});
