import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { context as otel, trace } from "@opentelemetry/api";
import { type Attachment, AttachmentSchema, RequestSchema } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { StartRunRequestSchema } from "@viba/contracts/gen/viba/orchestrator/v1/orchestrator_pb";
import { RunState } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { toMeshError } from "@viba/runtime/errors";
import { installTracing } from "@viba/runtime/trace/install";
import { createSpanRing } from "@viba/runtime/trace/ring";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { summaryRun } from "./core/summary.ts";
import { openWorld, type World } from "./fixtures.ts";
import { admitRun, koreanDay, maxAttachedBytes, maxSiteBytes, maxTextBytes } from "./start-run.ts";

let world: World;
beforeEach(async () => void (world = await openWorld()));
afterEach(() => world[Symbol.asyncDispose]());

type Init = MessageInitShape<typeof StartRunRequestSchema>;
interface Asked {
  text: string;
  permitDate: string;
  seed: bigint;
  language: string;
  siteGeojson: string;
  attachments: Attachment[];
}

const attachment = (name: string, bytes: number) => create(AttachmentSchema, { name, gzip: new Uint8Array(bytes) });

const start = (more: Init = {}, asked: Partial<Asked> = {}) =>
  world.until(
    admitRun(
      create(StartRunRequestSchema, { request: create(RequestSchema, { text: "카페", ...asked }), ...more }),
      world.ports(),
    ),
  );
const reasonOf = (task: Promise<unknown>) =>
  task.then(
    () => "none",
    (error: unknown) => toMeshError(error).reason,
  );
const admitted = async (runId: string) => {
  const { run, ...rest } = await world.view();
  expect(run.runId).toBe(runId);
  return { run, ...rest };
};

describe("a request is refused, typed, before anything is written", () => {
  test.each<[string, Init, Partial<Asked>]>([
    ["TEXT_EMPTY", {}, { text: "" }],
    ["TEXT_EMPTY", {}, { text: " \n\t　" }],
    ["TEXT_TOO_LONG", {}, { text: "가".repeat(maxTextBytes / 3 + 1) }],
    ["TOO_LARGE", {}, { siteGeojson: "x".repeat(maxSiteBytes + 1) }],
    ["TOO_LARGE", {}, { attachments: [attachment("a", maxAttachedBytes + 1)] }],
    ["TOO_LARGE", {}, { attachments: Array.from({ length: 9 }, (_, i) => attachment(`a${i}`, 1)) }],
    ["INVALID_ARGUMENT", {}, { attachments: [attachment("../a", 1)] }],
    ["INVALID_ARGUMENT", {}, { attachments: [attachment("", 1)] }],
    ["INVALID_ARGUMENT", { runId: "a/b" }, {}],
    ["INVALID_ARGUMENT", { runId: "r".repeat(129) }, {}],
    ["INVALID_ARGUMENT", {}, { permitDate: "2026-13-01" }],
    ["INVALID_ARGUMENT", {}, { permitDate: "2026-02-30" }],
    ["INVALID_ARGUMENT", {}, { permitDate: "tomorrow" }],
    ["INVALID_ARGUMENT", {}, { permitDate: "2026-1-1" }],
    ["INVALID_ARGUMENT", {}, { language: "fr" }],
    ["INVALID_ARGUMENT", { constraints: { maxCost: -1 } }, {}],
    ["INVALID_ARGUMENT", { constraints: { maxCost: Number.NaN } }, {}],
    ["INVALID_ARGUMENT", { constraints: { excludedAgents: Array.from({ length: 257 }, String) } }, {}],
  ])("%s: %j", async (reason, more, asked) => {
    expect(await reasonOf(start(more, asked))).toBe(reason);
    expect(await world.journal.runs({ limit: 9 })).toEqual([]);
  });

  test("no request at all is an empty one", async () => {
    expect(await reasonOf(world.until(admitRun(create(StartRunRequestSchema), world.ports())))).toBe("TEXT_EMPTY");
  });

  test("the longest that is allowed is taken", async () => {
    const text = "가".repeat(maxTextBytes / 3);
    expect(
      await reasonOf(start({ runId: "r" }, { text, permitDate: "2028-02-29", siteGeojson: "x".repeat(maxSiteBytes) })),
    ).toBe("none");
  });
});

describe("a run that is taken in", () => {
  test("holds what was asked, with the language and the day filled in", async () => {
    await start({ runId: "r", tenant: "t", fresh: true, constraints: { maxCost: 3 } }, { seed: 7n });
    const { run, tenant, fresh, constraints } = await admitted("r");
    expect(run.request).toMatchObject({ text: "카페", permitDate: "2026-01-01", language: "ko", seed: 7n });
    expect([run.state, tenant, fresh, constraints?.maxCost]).toEqual([RunState.ACCEPTED, "t", true, 3]);
    const row = await world.journal.run("r");
    expect([row!.state, summaryRun("r", row!.summary)?.request?.text]).toEqual(["accepted", "카페"]);
  });

  test.each([
    [Date.UTC(2026, 0, 1, 14, 59, 59, 999), "2026-01-01"],
    [Date.UTC(2026, 0, 1, 15), "2026-01-02"],
    [Date.UTC(2026, 11, 31, 15), "2027-01-01"],
    [Date.UTC(2028, 1, 28, 15), "2028-02-29"],
  ])("at %d ms is dated %s in Korea", (atMs, day) => {
    expect(koreanDay(atMs)).toBe(day);
  });

  test("gets an id and a trace of its own", async () => {
    const [one, two] = [await start(), await start()];
    expect(one.runId).toMatch(/^run_[0-9a-f]{32}$/);
    expect(one.traceId).toMatch(/^[0-9a-f]{32}$/);
    expect([one.runId === two.runId, one.traceId === two.traceId]).toEqual([false, false]);
  });

  test("belongs to the caller's trace", async () => {
    const ring = createSpanRing({ clock: world.clock, service: "test", instance: "test" });
    using _tracing = installTracing(ring);
    const span = trace.getTracer("test").startSpan("caller");
    const { traceId } = await otel.with(trace.setSpan(otel.active(), span), () => start({ runId: "r" }));
    expect(traceId).toBe(span.spanContext().traceId);
    expect((await admitted("r")).rootSpanId).toBe(span.spanContext().spanId);
  });
});

describe("the same id again", () => {
  test("with the same request is the same run, even on another day, whatever was left open", async () => {
    const first = await start({ runId: "r" });
    world.clock.advance(48 * 3600 * 1000);
    expect(await start({ runId: "r" })).toEqual(first);
    expect(await start({ runId: "r", tenant: "local" }, { permitDate: "2026-01-01", language: "ko" })).toEqual(first);
    expect(await world.keys()).toEqual(["admitted"]);
  });

  test.each<[string, Init, Partial<Asked>]>([
    ["another sentence", {}, { text: "한옥" }],
    ["another seed", {}, { seed: 1n }],
    ["another date", {}, { permitDate: "2026-05-05" }],
    ["another language", {}, { language: "en" }],
    ["another site", {}, { siteGeojson: "{}" }],
    ["another tenant", { tenant: "t" }, {}],
    ["another wish for fresh results", { fresh: true }, {}],
    ["other limits", { constraints: { excludedAgents: ["a"] } }, {}],
  ])("with %s is a conflict", async (_story, more, asked) => {
    await start({ runId: "r" });
    expect(await reasonOf(start({ runId: "r", ...more }, asked))).toBe("CONFLICT");
  });

  test("sent twice at once is one run", async () => {
    const [one, two] = await Promise.all([start({ runId: "r" }), start({ runId: "r" })]);
    expect(one).toEqual(two);
    expect(await world.keys()).toEqual(["admitted"]);
  });
});
