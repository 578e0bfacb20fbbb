import fc from "fast-check";
import { expect, test } from "vitest";
import { fullBucket, takeTokens } from "./token-bucket.ts";

const options = { perSecond: 10, burst: 5 };

test("a full bucket gives its burst, then says when to come back", () => {
  let bucket = fullBucket(0, options);
  for (let at = 0; at < 5; at += 1) {
    const answer = takeTokens(bucket, 0, options);
    expect(answer.allowed).toBe(true);
    bucket = answer.bucket;
  }
  expect(takeTokens(bucket, 0, options)).toEqual({ allowed: false, bucket: { tokens: 0, atMs: 0 }, retryAfterMs: 100 });
  expect(takeTokens(bucket, 99, options).allowed).toBe(false);
  expect(takeTokens(bucket, 100, options).allowed).toBe(true);
  expect(takeTokens(bucket, 60_000, options).bucket.tokens).toBe(4);
});

test("what never fits never comes", () => {
  expect(takeTokens(fullBucket(0, options), 0, options, 6)).toMatchObject({ allowed: false, retryAfterMs: Infinity });
});

test("over any time no more is given than the burst and the rate", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(400), fc.integer({ min: 1, max: 5 }))), (asks) => {
      let bucket = fullBucket(0, options);
      let nowMs = 0;
      let given = 0;
      for (const [waitMs, cost] of asks) {
        nowMs += waitMs;
        const answer = takeTokens(bucket, nowMs, options, cost);
        bucket = answer.bucket;
        if (answer.allowed) given += cost;
        expect(given).toBeLessThanOrEqual(options.burst + (nowMs * options.perSecond) / 1000 + 1e-6);
        if (!answer.allowed) {
          expect(takeTokens(bucket, nowMs + answer.retryAfterMs + 1e-6, options, cost).allowed).toBe(true);
        }
      }
    }),
  );
});
