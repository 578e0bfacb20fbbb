import { defaultTextMapGetter, defaultTextMapSetter, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatTraceparent, parseTraceparent, w3cPropagator } from "./w3c.ts";

const traceId = "0af7651916cd43dd8448eb211c80319c";
const spanId = "b7ad6b7169203331";

describe("reading a traceparent", () => {
  test.each([
    { text: `00-${traceId}-${spanId}-01`, flags: 1 },
    { text: `00-${traceId}-${spanId}-00`, flags: 0 },
    { text: `00-${traceId}-${spanId}-03`, flags: 3 },
    { text: `01-${traceId}-${spanId}-03`, flags: 1 },
    { text: `cc-${traceId}-${spanId}-01-what-the-future-holds`, flags: 1 },
  ])("$text is taken", ({ text, flags }) => {
    expect(parseTraceparent(text)).toEqual({ traceId, spanId, traceFlags: flags, isRemote: true });
  });

  test.each([
    "",
    "00",
    `ff-${traceId}-${spanId}-01`,
    `00-${traceId}-${spanId}-01-more`,
    `00-${traceId}-${spanId}-1`,
    `00-${traceId.toUpperCase()}-${spanId}-01`,
    `00-${"0".repeat(32)}-${spanId}-01`,
    `00-${traceId}-${"0".repeat(16)}-01`,
    `00-${traceId}-${spanId}-01\n`,
    `01-${traceId}-${spanId}-01.more`,
    `00-${traceId.slice(1)}-${spanId}-01`,
  ])("%j is refused", (text) => {
    expect(parseTraceparent(text)).toBeUndefined();
  });
});

test("what is injected is extracted again", () => {
  const hex = (length: number) =>
    fc
      .array(fc.constantFrom(..."0123456789abcdef"), { minLength: length, maxLength: length })
      .map((digits) => digits.join(""))
      .filter((text) => /[^0]/.test(text));
  fc.assert(
    fc.property(hex(32), hex(16), fc.integer({ min: 0, max: 255 }), (trace32, span16, flags) => {
      const span = { traceId: trace32, spanId: span16, traceFlags: flags };
      expect(parseTraceparent(formatTraceparent(span)!)).toEqual({ ...span, isRemote: true });
    }),
  );
});

describe("the propagator", () => {
  const extract = (carrier: Record<string, string | string[]>) =>
    trace.getSpanContext(w3cPropagator.extract(ROOT_CONTEXT, carrier, defaultTextMapGetter));

  test("carries tracestate along", () => {
    const traceparent = `00-${traceId}-${spanId}-01`;
    const context = w3cPropagator.extract(
      ROOT_CONTEXT,
      { traceparent, tracestate: ["vendor=1", "other=2"] },
      defaultTextMapGetter,
    );
    const carrier: Record<string, string> = {};
    w3cPropagator.inject(context, carrier, defaultTextMapSetter);
    expect(carrier).toEqual({ traceparent, tracestate: "vendor=1,other=2" });
    expect(Object.keys(carrier)).toEqual(w3cPropagator.fields());
  });

  test.each([
    { carrier: {} },
    { carrier: { traceparent: "nonsense" } },
    { carrier: { traceparent: [`00-${traceId}-${spanId}-01`, `00-${traceId}-${spanId}-00`] } },
    { carrier: { tracestate: "vendor=1" } },
  ])("finds no trace in $carrier", ({ carrier }) => {
    expect(extract(carrier as Record<string, string>)).toBeUndefined();
  });

  test("writes nothing outside a trace", () => {
    const carrier = {};
    w3cPropagator.inject(ROOT_CONTEXT, carrier, defaultTextMapSetter);
    expect(carrier).toEqual({});
  });
});
