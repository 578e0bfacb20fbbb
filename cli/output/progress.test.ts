import { create } from "@bufbuild/protobuf";
import { RunEventSchema } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { expect, test } from "vitest";
import { createProgress } from "./progress.ts";

const why = { stepId: "s0", message: "two numbers", error: { messageKo: "층수가 다릅니다" } };
const failures = [true, false].map((willRetry) =>
  create(RunEventSchema, { event: { case: "attemptFailed", value: { ...why, willRetry } } }),
);
const end = create(RunEventSchema, { event: { case: "stepFailed", value: why } });

test.each([
  { lang: "ko", text: "  ! s0: 층수가 다릅니다\n  ✗ s0: 층수가 다릅니다\n" },
  { lang: "en", text: "  ! s0: two numbers\n  ✗ s0: two numbers\n" },
] as const)("in $lang what is tried again and what is given up are told, each once", ({ lang, text }) => {
  let told = "";
  const progress = createProgress({ show: true, lang, tty: false, write: (some) => void (told += some) });
  for (const event of [...failures, end]) progress.event(event);
  progress.end();
  expect(told).toBe(text);
});
