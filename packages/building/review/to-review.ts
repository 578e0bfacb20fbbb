import { create } from "@bufbuild/protobuf";
import { type Review, ReviewSchema } from "@viba/contracts/gen/viba/aec/v1/review_pb";
import { CheckSchema } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import type { Judged } from "./judged.ts";
import { qualityOf } from "./quality.ts";

/** The checks as a message; `basis` says what was looked at. Fixes stand worst first. */
export function toReview(judged: readonly Judged[], basis: string): Review {
  const failed = judged.filter((one) => !one.passed).toSorted((a, b) => rank(b) - rank(a));
  return create(ReviewSchema, {
    quality: qualityOf(judged),
    basis,
    checks: judged.map((one) =>
      create(CheckSchema, {
        id: one.id,
        titleKo: one.ko,
        titleEn: one.en,
        score: one.score,
        weight: one.weight,
        gate: one.gate === true,
        hard: one.hard === true,
        passed: one.passed,
        measured: one.measured,
        demanded: one.demanded,
      }),
    ),
    fixes: failed.map((one) => ({
      check: one.id,
      elements: [...(one.elements ?? [])],
      text: `${one.ko}: ${one.fix}`,
    })),
  });
}

/** Gates first, then hard checks, then by what they cost. */
const rank = (one: Judged): number => (one.gate ? 1000 : 0) + (one.hard ? 100 : 0) + one.weight * (1 - one.score);
