import { context, trace } from "@opentelemetry/api";
import { fakeClock } from "@viba/testkit/clock";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MeshError } from "./errors.ts";
import { createLog, logFormatFor, type LogOptions } from "./log.ts";
import { withSpan } from "./trace/context.ts";
import { installTracing } from "./trace/install.ts";
import { createSpanRing } from "./trace/ring.ts";

function open(options: Partial<LogOptions> = {}) {
  const lines: string[] = [];
  const clock = fakeClock(Date.UTC(2026, 4, 6, 7, 8, 9, 10));
  const log = createLog({ service: "router", clock, write: (line) => void lines.push(line), ...options });
  return { log, lines, last: () => JSON.parse(lines.at(-1)!) as Record<string, unknown> };
}

test("a line is one JSON object with level, time, service, message and fields", () => {
  const { log, lines } = open();
  log.info("agent registered", { agent: "plan", load: 0.5, ids: [1n].map(String), big: 7n });
  expect(lines).toEqual([
    '{"level":"info","time":"2026-05-06T07:08:09.010Z","service":"router","agent":"plan","load":0.5,"ids":["1"],"big":"7","msg":"agent registered"}\n',
  ]);
});

test.each([
  { level: "debug", written: ["debug", "info", "warn", "error"] },
  { level: "info", written: ["info", "warn", "error"] },
  { level: "error", written: ["error"] },
] as const)("level $level writes $written", ({ level, written }) => {
  const { log, lines } = open({ level });
  for (const at of ["debug", "info", "warn", "error"] as const) log[at](at);
  expect(lines.map((line) => JSON.parse(line).msg)).toEqual(written);
});

test("a child carries its fields on every line", () => {
  const { log, last } = open();
  log.child({ run: "r1" }).child({ step: "s1" }).warn("late", { step: "s2" });
  expect(last()).toMatchObject({ run: "r1", step: "s2", msg: "late" });
});

test("the active trace is on the line, and only within it", () => {
  const ring = createSpanRing({ clock: fakeClock(), service: "s", instance: "i" });
  using _installed = installTracing(ring);
  const { log, lines } = open();
  withSpan(trace.getTracer("t"), "work", {}, (span) => {
    log.info("inside");
    const { traceId, spanId } = span.spanContext();
    expect(JSON.parse(lines[0]!)).toMatchObject({ trace_id: traceId, span_id: spanId });
  });
  log.info("outside");
  expect(lines[1]).not.toContain("trace_id");
  expect(trace.getSpan(context.active())).toBeUndefined();
});

test("an error is written with reason, facts, stack and cause", () => {
  const { log, last } = open();
  const cause = new TypeError("socket closed");
  log.error("call failed", { error: new MeshError("NOT_STARTED", "gone", { facts: { agent: "a" }, cause }) });
  expect(last()["error"]).toMatchObject({
    type: "MeshError",
    reason: "NOT_STARTED",
    message: "gone",
    facts: { agent: "a" },
    stack: expect.stringContaining("log.test.ts"),
    cause: "TypeError: socket closed",
  });
});

describe("what others wrote can't forge or flood the log", () => {
  test("any text stays within its line, in both formats", () => {
    const text = fc.string({ unit: "binary" });
    fc.assert(
      fc.property(text, text, text, (message, name, value) => {
        for (const format of ["json", "pretty"] as const) {
          const { log, lines } = open({ format });
          log.info(message, { [name]: value });
          expect(lines).toHaveLength(1);
          expect(lines[0]!.indexOf("\n")).toBe(lines[0]!.length - 1);
          if (format === "pretty") expect(lines[0]!.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        }
      }),
    );
  });

  test("a field can't stand in for the log's own", () => {
    const { log, lines, last } = open();
    log.info("true", { level: "error", msg: "false", service: "other", time: "x", trace_id: "y" });
    expect(last()).toMatchObject({ level: "info", msg: "true", service: "router", _msg: "false", _level: "error" });
    expect(lines[0]!.match(/"msg":/g)).toHaveLength(1);
  });

  test.each(["token", "joinToken", "join_token", "authorization", "password", "client-secret"])(
    "%s is hidden",
    (name) => {
      const { log, lines } = open();
      log.info("x", { [name]: "s3cret" });
      log.child({ [name]: "s3cret" }).info("x");
      expect(lines.join("")).not.toContain("s3cret");
    },
  );

  test("long texts are cut", () => {
    const { log, lines } = open();
    log.info("m".repeat(1e6), { value: "v".repeat(1e6), error: new MeshError("INTERNAL", "e".repeat(1e6)) });
    expect(lines[0]!.length).toBeLessThan(50_000);
  });

  test("a cycle is no harm", () => {
    const { log, last } = open();
    const loop: Record<string, unknown> = {};
    loop["self"] = loop;
    log.info("x", { loop });
    expect(last()["msg"]).toBe("x");
  });
});

test("the format for people is one line: time, level, service, message, fields", () => {
  const { log, lines } = open({ format: "pretty" });
  log.warn("에이전트가 늦음", {
    agent: "plan",
    note: "two words",
    load: { cpu: 1 },
    error: new MeshError("DEADLINE", "late"),
  });
  expect(lines).toEqual([
    '07:08:09.010  WARN   router  에이전트가 늦음  agent=plan  note="two words"  load={"cpu":1}  error="DEADLINE: late"\n',
  ]);
});

test.each([
  { json: false, isTty: true, format: "pretty" },
  { json: true, isTty: true, format: "json" },
  { json: false, isTty: false, format: "json" },
])("json $json on a terminal $isTty: $format", ({ format, ...asked }) => {
  expect(logFormatFor(asked)).toBe(format);
});

test("what turns the direction of text is shown as its code to people", () => {
  const { log, lines } = open({ format: "pretty" });
  log.info("a\u202eb\u001b[31mc\u2028d");
  expect(lines[0]).toContain("a\\u202eb\\u001b[31mc\\u2028d");
});
