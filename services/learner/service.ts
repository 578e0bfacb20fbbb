import { create, toBinary } from "@bufbuild/protobuf";
import { createClient, type Transport } from "@connectrpc/connect";
import { context, type Link, ROOT_CONTEXT, SpanKind, trace } from "@opentelemetry/api";
import type { Bus } from "@viba/bus/bus";
import { subjectOf } from "@viba/bus/subjects";
import { producerLink } from "@viba/bus/trace-headers";
import { SnapshotPublishedSchema } from "@viba/contracts/gen/viba/event/v1/event_pb";
import type { PolicySnapshot } from "@viba/contracts/gen/viba/learner/v1/learner_pb";
import { OrchestratorService } from "@viba/contracts/gen/viba/orchestrator/v1/orchestrator_pb";
import type { Clock } from "@viba/runtime/clock";
import type { Metrics } from "@viba/runtime/metrics";
import { newId, type Random } from "@viba/runtime/random";
import { withSpan } from "@viba/runtime/trace/context";
import type { Route } from "@viba/transport/routes";
import {
  advance,
  armsOf,
  latestOf,
  learnerDefaults,
  type LearnerLimits,
  type LearnerState,
  newLearner,
  snapshotsOf,
} from "./core/state.ts";
import { follow } from "./follow.ts";
import { learnerRoute } from "./handlers.ts";

/** What the learner needs. */
export interface LearnerOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly bus: Bus;
  /** Way to the orchestrator, whose journal holds the outcomes. It need not answer yet. */
  readonly orchestrator: Transport;
  readonly log: (message: string, facts: Record<string, unknown>) => void;
  readonly metrics?: Metrics;
  readonly limits?: Partial<LearnerLimits>;
  /** News may be lost, so the journal is looked at this often. */
  readonly pollMs?: number;
}

/** A running learner. */
export interface LearnerServiceHandle extends AsyncDisposable {
  readonly routes: Route[];
  /** Resolves when all that is known to be news has been read, or reading has failed and waits. */
  idle(): Promise<void>;
}

/**
 * A lost message costs ten seconds of older knowledge; a page is what the journal gives by default. A first failure or
 * two is what happens when everything starts at once, and not worth a line.
 */
const defaults = { pollMs: 10_000, pageEvents: 500, callTimeoutMs: 10_000, failuresToLog: 3 } as const;

/** Opens the learner; it begins to read the journal from its start and answers meanwhile with what it knows. */
export async function openLearnerService(options: LearnerOptions): Promise<LearnerServiceHandle> {
  const { bus, log } = options;
  const limits = { ...learnerDefaults, ...options.limits };
  const journal = createClient(OrchestratorService, options.orchestrator);
  let state: LearnerState = newLearner;
  let latest = latestOf(state, limits);
  let published = 0n;
  const start = newId("learner");

  const readOn = async (signal: AbortSignal) => {
    for (;;) {
      const request = { cursor: state.cursor, limit: defaults.pageEvents };
      const page = await journal.readJournal(request, { signal, timeoutMs: defaults.callTimeoutMs });
      if (page.cursor <= state.cursor) return;
      state = advance(state, page, limits);
    }
  };
  const sync = async (signal: AbortSignal) => {
    try {
      await readOn(signal);
    } finally {
      // Even when a later page failed: what was read is known from now on.
      latest = latestOf(state, limits);
      if (latest.version > published && !signal.aborted && (await publish(latest, start, options))) {
        published = latest.version;
      }
    }
  };
  const follower = follow({
    clock: options.clock,
    random: options.random,
    pollMs: options.pollMs ?? defaults.pollMs,
    sync: (links, signal) => apart(links, () => sync(signal)),
    onFailure: (error, failures, retryInMs) => {
      if (failures < defaults.failuresToLog) return;
      log("the journal could not be read", { error: String(error), failures, retryInMs: Math.round(retryInMs) });
    },
  });
  const news = await bus.subscribe(subjectOf("outcome"), ({ headers }) => follower.wake(producerLink(headers)));
  options.metrics?.gauge("viba_learner_arms", "Pairs of artifact type and agent with outcomes", [], (gauge) =>
    gauge.set(latest.arms.length),
  );
  options.metrics?.gauge("viba_learner_dropped_outcomes", "Outcomes that could not be counted", [], (gauge) =>
    gauge.set(armsOf(state, limits).dropped),
  );

  return {
    routes: [learnerRoute({ latest: () => latest, snapshots: () => snapshotsOf(state, limits) })],
    idle: follower.idle,
    async [Symbol.asyncDispose]() {
      await news[Symbol.asyncDispose]();
      await follower[Symbol.asyncDispose]();
    },
  };
}

/**
 * Runs outside the trace of whoever woke the learner: one reading may serve many runs. If messages were the reason, it is
 * a span of its own that links to those who sent them.
 */
function apart(links: Link[], task: () => Promise<void>): Promise<void> {
  if (links.length === 0) return context.with(ROOT_CONTEXT, task);
  const options = { kind: SpanKind.CONSUMER, links, parent: ROOT_CONTEXT };
  return withSpan(trace.getTracer("viba"), `${subjectOf("outcome")} process`, options, task);
}

/**
 * Tells the routers; false when that failed, so that the next reading tries again. The id names this start too: after a
 * restart routers need the same snapshot once more, and the bus must not take it for a repetition.
 */
async function publish(snapshot: PolicySnapshot, start: string, { bus, log }: LearnerOptions): Promise<boolean> {
  const body = toBinary(SnapshotPublishedSchema, create(SnapshotPublishedSchema, { snapshot }));
  try {
    await bus.append({ subject: subjectOf("snapshot"), body }, `${start}/${snapshot.version}`);
    return true;
  } catch (error) {
    log("a snapshot was not published", { version: String(snapshot.version), error: String(error) });
    return false;
  }
}
