import { expect, test } from "vitest";
import { withoutTakenBack } from "./taken-back.ts";

test.each([
  ["카페 50평 말고 60평", "카페 60평"],
  ["처음엔 60평 생각했는데 48평으로", "처음엔 48평으로"],
  ["방은 하나 아니 둘", "방은 둘"],
  ["카페 80, 아니 100평", "카페 100평"],
  ["50~60평 말고 70평", "70평"],
  ["2층 말고 3층 아니 4층 사무실", "4층 사무실"],
  ["20 sqm이 아니라 200 sqm", "200 sqm"],
  ["원래 3층이었는데 2층으로", "원래 2층으로"],
  ["50평에서 60평으로 늘려줘", "60평으로 늘려줘"],
])("%s: %s", (text, left) => expect(withoutTakenBack(text)).toBe(left));

test.each([
  "50평에서 60평 사이의 카페",
  "땅이 150평인데 50평짜리 카페",
  "방 3개 말고 욕실 2개",
  "1층은 30평 생각하는데 2층은 20평",
  "3층이었는데 2층으로",
  "3층은 아니고 60평",
  "방이 세 개 아니면 네 개",
])("nothing is taken back: %s", (text) => expect(withoutTakenBack(text)).toBe(text));
