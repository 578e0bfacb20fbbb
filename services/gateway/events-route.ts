import { create } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { HandlerContext } from "@connectrpc/connect";
import type { Bus, BusMessage } from "@viba/bus/bus";
import { isPattern, matches } from "@viba/bus/subject-match";
import { messageOf, patternOf, subjects } from "@viba/bus/subjects";
import {
  type WatchEventsRequest,
  type WatchEventsResponse,
  WatchEventsResponseSchema,
} from "@viba/contracts/gen/viba/gateway/v1/gateway_pb";
import type { Clock } from "@viba/runtime/clock";
import { MeshError } from "@viba/runtime/errors";
import { createRingBuffer } from "@viba/runtime/ring-buffer";

/** What watching the bus needs. */
export interface EventsPorts {
  readonly bus: Pick<Bus, "subscribe">;
  readonly clock: Clock;
}

/** Most who watch at once, and most events that wait for one slow reader. */
export const watchLimits = { watchers: 32, waiting: 1024, patterns: 16 } as const;

/** The handler that shows the mesh's own events as they pass on the bus, and nothing else that the bus may carry. */
export function eventHandlers({ bus, clock }: EventsPorts) {
  let watchers = 0;
  return {
    async *watchEvents({ patterns }: WatchEventsRequest, { signal }: Pick<HandlerContext, "signal">) {
      const wanted = needPatterns(patterns);
      if (watchers >= watchLimits.watchers) {
        throw new MeshError("OVERLOADED", `${watchers} others watch the events already`, {
          messageKo: `이미 ${watchers}명이 이벤트를 보고 있습니다`,
        });
      }
      watchers++;
      try {
        yield* watch(bus, clock, wanted, signal);
      } finally {
        watchers--;
      }
    },
  };
}

async function* watch(
  bus: EventsPorts["bus"],
  clock: Clock,
  wanted: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<WatchEventsResponse> {
  const waiting = createRingBuffer<WatchEventsResponse>(watchLimits.waiting);
  let dropped = 0n;
  let wake = () => {};
  const abort = () => wake();
  signal.addEventListener("abort", abort);
  const take = (message: BusMessage) => {
    if (!wanted.some((pattern) => matches(pattern, message.subject))) return;
    if (waiting.push(responseOf(message, clock.nowMs()))) dropped++;
    wake();
  };
  await using subscribed = new AsyncDisposableStack();
  for (const row of Object.keys(subjects) as (keyof typeof subjects)[]) {
    subscribed.use(await bus.subscribe(patternOf(row), take));
  }
  try {
    while (!signal.aborted) {
      const woken = new Promise<void>((resolve) => (wake = resolve));
      const next = waiting.shift();
      if (next) yield { ...next, dropped };
      else await woken;
    }
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

function responseOf({ subject, headers, body }: BusMessage, nowMs: number): WatchEventsResponse {
  const type = messageOf(subject) ?? "";
  return create(WatchEventsResponseSchema, {
    subject,
    at: timestampFromMs(nowMs),
    type,
    body,
    headers: { ...headers },
  });
}

function needPatterns(patterns: readonly string[]): readonly string[] {
  const wrong = patterns.find((pattern) => !isPattern(pattern));
  if (wrong === undefined && patterns.length <= watchLimits.patterns) return patterns.length > 0 ? patterns : [">"];
  throw new MeshError(
    "INVALID_ARGUMENT",
    wrong === undefined
      ? `patterns: at most ${watchLimits.patterns}`
      : `patterns: "${wrong}" is no pattern of subjects; write for example learning.> or run.events.*`,
    { messageKo: "patterns: learning.> 또는 run.events.* 처럼 적으세요", facts: { field: "patterns" } },
  );
}
