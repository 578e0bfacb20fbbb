import { context, ROOT_CONTEXT, trace, TraceFlags } from "@opentelemetry/api";
import { fakeClock, settle } from "@viba/testkit/clock";
import { describe, expect, test } from "vitest";
import { bytes, contractStreams } from "./bus-contract.ts";
import type { BusMessage } from "./bus.ts";
import { openEmbeddedBus } from "./embedded.ts";
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

test("appended and published messages carry the active span", async () => {
  const active = trace.setSpan(ROOT_CONTEXT, trace.wrapSpanContext(span));
  context.setGlobalContextManager({
    active: () => active,
    with: (_context, task, thisArg, ...args) => task.call(thisArg as never, ...args),
    bind: (_context, target) => target,
    enable() {
      return this;
    },
    disable() {
      return this;
    },
  });
  try {
    await using bus = await openEmbeddedBus({ clock: fakeClock(), streams: contractStreams });
    const got: (string | undefined)[] = [];
    const note = (message: BusMessage) => void got.push(message.headers["traceparent"]);
    await using _subscription = await bus.subscribe(">", note);
    bus.publish({ subject: "s", body: bytes("") });
    await bus.append({ subject: "run.events.r1", body: bytes("") }, "id");
    await settle();
    expect(got).toEqual([header, header]);
  } finally {
    context.disable();
  }
});
