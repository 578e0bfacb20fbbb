import { expect, test } from "vitest";
import { textsIn } from "./texts.ts";

test("every text is there in both languages, and the Korean ones are Korean", () => {
  const ko = textsIn("ko");
  const en = textsIn("en");
  for (const key of Object.keys(ko) as (keyof typeof ko)[]) {
    expect(en[key], key).not.toBe("");
    if (key !== "language") expect(ko[key], key).toMatch(/[가-힣]/);
    if (key !== "language" && key !== "placeholder") expect(en[key], key).not.toMatch(/[가-힣]/);
  }
});
