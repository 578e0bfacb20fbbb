import { expect, test } from "vitest";
import { roomEntries } from "../brief/room-words.ts";
import { wordKo } from "./kinds.ts";

test("every room that a brief may ask for has a Korean word in what the review measured", () => {
  const kinds = new Set(roomEntries.map(({ value }) => value.kind));
  for (const kind of kinds) expect([kind, wordKo(kind)]).toEqual([kind, expect.stringMatching(/^[가-힣·, ]+$/)]);
  expect(wordKo("privateroom")).toBe("별실");
});
