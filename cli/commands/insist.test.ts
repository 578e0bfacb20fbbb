import { MeshError } from "@viba/runtime/errors";
import type { ReasonName } from "@viba/runtime/error-table";
import { fakeClock, settle } from "@viba/testkit/clock";
import { expect, test } from "vitest";
import { insist, returnMs } from "./insist.ts";

/** What an asking ends with when the mesh answers so, one after the other, and how often it was asked. */
async function told(answers: readonly (ReasonName | "well")[], forMs: number) {
  const clock = fakeClock();
  let asked = 0;
  const ended = insist(clock, async () => {
    const answer = answers[Math.min(asked++, answers.length - 1)]!;
    if (answer === "well") return "well";
    throw new MeshError(answer, "away");
  }).catch((error: MeshError) => error.reason);
  for (let ms = 0; ms < forMs; ms += 200) {
    await settle();
    clock.advance(200);
  }
  return { ended: await Promise.race([ended, settle().then(() => "still asking")]), asked };
}

test.each([
  { story: "answers at once", answers: ["well"], ended: "well", asked: 1 },
  { story: "is lost and comes back", answers: ["UNKNOWN_OUTCOME", "NOT_STARTED", "well"], ended: "well", asked: 3 },
  { story: "refuses", answers: ["NOT_UNDERSTOOD"], ended: "NOT_UNDERSTOOD", asked: 1 },
  { story: "comes back and refuses", answers: ["NOT_STARTED", "OVERLOADED"], ended: "OVERLOADED", asked: 2 },
] as const)("a mesh that $story", async ({ answers, ended, asked }) => {
  expect(await told(answers, 2000)).toEqual({ ended, asked });
});

test("a mesh that stays away is given up after a minute, not before", async () => {
  expect((await told(["NOT_STARTED"], returnMs - 400)).ended).toBe("still asking");
  expect(await told(["NOT_STARTED"], returnMs + 400)).toEqual({ ended: "NOT_STARTED", asked: returnMs / 200 + 1 });
});
