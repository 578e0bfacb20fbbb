import { SpanKind } from "@opentelemetry/api";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fakeClock } from "@viba/testkit/clock";
import { newIdentitySlot, traceIdOf } from "./identity.ts";
import { createSpanRows, rowOf, type SpanRow } from "./rows.ts";
import { RingSpan, type SpanHost, type SpanSite } from "./span.ts";
import { createMicroClock } from "./time.ts";

const host: SpanHost = { clock: createMicroClock(fakeClock()), newId: () => 7, ended: () => {} };
const site = (name: string, lasting: boolean): SpanSite => ({
  name,
  kind: SpanKind.SERVER,
  constant: undefined,
  lasting,
});
const sites = [site("one", true), site("two", true), site("once", false)];

/** What a span is made of; few traces, so that they meet. */
const spanParts = fc.record({
  trace: fc.integer({ min: 1, max: 3 }),
  high: fc.integer({ min: -1, max: 1 }),
  site: fc.constantFrom(...sites),
  scope: fc.constantFrom("viba", "other"),
  flags: fc.integer({ min: 0, max: 255 }),
  startUs: fc.integer({ min: 0, max: 2 ** 52 }),
  durationUs: fc.oneof(fc.nat(1_000_000), fc.constantFrom(2 ** 31 - 1, 2 ** 31, 2 ** 45)),
  name: fc.option(fc.constant("renamed"), { nil: undefined }),
});

function spanOf({
  trace,
  high,
  site: at,
  scope,
  flags,
  startUs,
  durationUs,
  name,
}: typeof spanParts extends fc.Arbitrary<infer T> ? T : never) {
  const above = { ...newIdentitySlot(), trace0: high, trace3: trace, span0: high, span1: trace, flags };
  const span = new RingSpan(host, scope, at, startUs, above);
  if (name !== undefined) span.updateName(name);
  span.durationUs = durationUs;
  return span;
}

test("holds what the last spans were, as many as fit, until they are removed", () => {
  const step = fc.oneof(
    { weight: 8, arbitrary: spanParts.map((put) => ({ put })) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 3 }).map((remove) => ({ remove })) },
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.array(step, { maxLength: 40 }), (capacity, steps) => {
      const rows = createSpanRows(capacity);
      const model: (SpanRow | undefined)[] = Array.from({ length: capacity }, () => undefined);
      let next = 0;
      let overwritten = 0;
      const ofTrace = (traceId: string) => model.filter((row) => row && traceIdOf(row) === traceId);
      for (const one of steps) {
        if ("put" in one) {
          const span = spanOf(one.put);
          if (model[next]) overwritten += 1;
          model[next] = rowOf(span);
          next = (next + 1) % capacity;
          rows.put(span);
        } else {
          const traceId = traceIdOf({ ...newIdentitySlot(), trace3: one.remove });
          expect(rows.remove(traceId)).toEqual(ofTrace(traceId));
          model.forEach((row, i) => {
            if (row && traceIdOf(row) === traceId) model[i] = undefined;
          });
        }
        for (const row of model) if (row) expect(rows.find(traceIdOf(row))).toEqual(ofTrace(traceIdOf(row)));
        expect(rows.overwritten()).toBe(overwritten);
      }
    }),
    { numRuns: 500 },
  );
});

test("sites without end are kept as well, as objects", () => {
  const rows = createSpanRows(4000);
  const spans = Array.from({ length: 3000 }, (_, i) => {
    const above = { ...newIdentitySlot(), trace3: i + 1 };
    const span = new RingSpan(host, "viba", site(`site ${i}`, true), i, above);
    span.durationUs = i;
    rows.put(span);
    return span;
  });
  for (const span of spans) expect(rows.find(traceIdOf(span))).toEqual([rowOf(span)]);
});
