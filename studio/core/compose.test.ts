import { expect, test } from "vitest";
import { emptyDraft, maxTextBytes, toRequest } from "./compose.ts";

const draft = { ...emptyDraft, text: "카페를 설계해줘" };

test("a plain sentence needs nothing else", () => {
  expect(toRequest({ ...draft, text: "  카페를 설계해줘\n" }, "ko")).toEqual({
    request: { text: "카페를 설계해줘", permitDate: "", language: "ko", fresh: false },
  });
});

test("what was filled in is sent", () => {
  const filled = { ...draft, permitDate: "2026-11-22", seed: " 3850097283 ", fresh: true };
  expect(toRequest(filled, "en")).toEqual({
    request: { text: draft.text, permitDate: "2026-11-22", language: "en", fresh: true, seed: 3850097283n },
  });
});

test.each([
  [{ text: " \n" }, "text-empty"],
  [{ text: "가".repeat(Math.ceil(maxTextBytes / 3) + 1) }, "text-long"],
  [{ permitDate: "22.11.2026" }, "date"],
  [{ seed: "-1" }, "seed"],
  [{ seed: "1.5" }, "seed"],
  [{ seed: "9".repeat(19) }, "seed"],
])("%o is held back", (part, fault) => expect(toRequest({ ...draft, ...part }, "ko")).toEqual({ fault }));
