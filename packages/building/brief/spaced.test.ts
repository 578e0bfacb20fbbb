import { expect, test } from "vitest";
import { closeUp } from "./spaced.ts";

test.each([
  ["카 페 50 평 설 계 해 줘", "카페 50 평설계해줘"],
  ["카페 하나", undefined],
  ["방 두 개와 카페", undefined],
  ["", undefined],
])("%j is closed up to %j", (text, want) => expect(closeUp(text)).toBe(want));
