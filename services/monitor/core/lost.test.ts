import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import type { SpanRecord } from "@viba/runtime/trace/record";
import { expect, test } from "vitest";
import { standIns } from "./lost.ts";

/** A span "id<parent at start+duration". */
function span(
  id: string,
  parentId: string,
  startUs: number,
  durationUs: number,
  more: Partial<SpanRecord> = {},
): SpanRecord {
  return {
    traceId: "t",
    spanId: id,
    parentId,
    name: id,
    kind: SpanKind.INTERNAL,
    scope: "",
    service: "s",
    instance: "i",
    startUs,
    durationUs,
    attributes: {},
    links: [],
    events: [],
    status: { code: SpanStatusCode.UNSET },
    flags: 1,
    partial: false,
    truncated: 0,
    ...more,
  };
}

const entry = { kind: SpanKind.SERVER, attributes: { "rpc.service": "viba.gateway.v1.GatewayService" } };
const client = { kind: SpanKind.CLIENT };
const shown = (spans: readonly SpanRecord[]) =>
  standIns(spans, "monitor-1").map(
    ({ spanId, parentId, startUs, durationUs }) => `${spanId}<${parentId} ${startUs}+${durationUs}`,
  );

const run = [span("root", "", 0, 10_000_000), span("step", "root", 1_000_000, 8_000_000)];

interface Case {
  what: string;
  spans: SpanRecord[];
  made: string[];
}
test.each<Case>([
  { what: "nothing missing", spans: run, made: [] },
  {
    what: "a router killed: what it called hangs below the dispatch that got no answer",
    spans: [...run, span("dispatch", "step", 1_100_000, 500_000, client), span("execute", "gone", 1_200_000, 900_000)],
    made: ["gone<dispatch 1200000+900000"],
  },
  {
    what: "of two dispatches the one that was answered is not meant",
    spans: [
      ...run,
      span("dispatch", "step", 1_100_000, 3_000_000, client),
      span("answered", "step", 1_150_000, 3_000_000, client),
      span("served", "answered", 1_160_000, 10),
      span("execute", "gone", 1_200_000, 10),
    ],
    made: ["gone<dispatch 1200000+10"],
  },
  {
    what: "an agent killed: what it had reported hangs below the lost attempt",
    spans: [
      ...run,
      span("execute", "step", 1_100_000, 900_000, client),
      span("lost", "step", 1_110_000, 900_000, { name: "attempt lost" }),
      span("get", "gone", 1_200_000, 10),
      span("put", "gone", 1_500_000, 100),
    ],
    made: ["gone<lost 1200000+300100"],
  },
  {
    what: "nobody waited for it any more: the innermost span that was open",
    spans: [...run, span("late", "gone", 5_000_000, 10)],
    made: ["gone<step 5000000+10"],
  },
  {
    what: "after everything else: the root",
    spans: [...run, span("late", "gone", 50_000_000, 10)],
    made: ["gone<root 50000000+10"],
  },
  { what: "the root itself is missing", spans: [span("run", "gone", 5, 10)], made: ["gone< 5+10"] },
  {
    what: "the caller's own spans are elsewhere: nothing stands in for them, and the trace begins at the gateway",
    spans: [
      span("start", "caller", 0, 100, entry),
      span("watch", "caller2", 0, 9_000_000, entry),
      span("run", "start", 50, 8_000_000),
      span("late", "gone", 50_000_000, 10),
    ],
    made: ["gone<start 50000000+10"],
  },
  {
    what: "below a span that hangs in the air itself nothing is hung",
    spans: [...run, span("a", "gone1", 2_000_000, 100, client), span("b", "gone2", 2_000_050, 10)],
    made: ["gone1<step 2000000+100", "gone2<step 2000050+10"],
  },
  {
    what: "spans that run in a circle are left alone",
    spans: [...run, span("x", "y", 2_000_000, 1), span("y", "x", 2_000_000, 1)],
    made: [],
  },
])("$what", ({ spans, made }) => {
  expect(shown(spans)).toEqual(made);
});

test("a stand-in says what it is", () => {
  const [made] = standIns([...run, span("late", "gone", 5_000_000, 10)], "monitor-1");
  expect(made).toMatchObject({
    name: "span lost",
    service: "monitor",
    instance: "monitor-1",
    partial: true,
    attributes: { "viba.span.lost": true },
    status: { code: SpanStatusCode.ERROR },
  });
});
