import { context, trace, TraceFlags } from "@opentelemetry/api";
import { describe, expect, test } from "vitest";
import { formatTraceparent, parseTraceparent, producerLink, withTrace } from "./trace-headers.ts";

const span = {
  traceId: "0af7651916cd43dd8448eb211c80319c",
  spanId: "b7ad6b7169203331",
  traceFlags: TraceFlags.SAMPLED,
};
const header = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

test("a context goes out and comes back", () => {
  expect(formatTraceparent(span)).toBe(header);
  expect(parseTraceparent(header)).toEqual({ ...span, isRemote: true });
  expect(producerLink({ traceparent: header })).toEqual({ context: { ...span, isRemote: true } });
});

describe("is no context:", () => {
  test.each([
    "",
    "00",
    header.toUpperCase(),
    header.replace(/^00/, "ff"),
    header.replace(span.traceId, "0".repeat(32)),
    header.replace(span.spanId, "0".repeat(16)),
    `x${header}`,
  ])("%s", (text) => {
    expect(parseTraceparent(text)).toBeUndefined();
  });
});

test("without an active span, or with a context already, headers stay as they are", () => {
  expect(withTrace({ a: "b" })).toEqual({ a: "b" });
  const own = { traceparent: header };
  const active = trace.setSpan(context.active(), trace.wrapSpanContext(span));
  expect(context.with(active, () => withTrace(own))).toBe(own);
});
