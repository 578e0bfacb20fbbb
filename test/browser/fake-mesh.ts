import { create } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { GatewayService } from "@viba/contracts/gen/viba/gateway/v1/gateway_pb";
import { SpanSchema } from "@viba/contracts/gen/viba/monitor/v1/monitor_pb";
import { OrchestratorService } from "@viba/contracts/gen/viba/orchestrator/v1/orchestrator_pb";
import { type RunEvent, RunSchema, RunState } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { type AgentInfo, AgentInfoSchema, AgentState } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import { createVerify, type Secrets } from "@viba/gateway-service/identity";
import { createPages, refuseForeignHost } from "@viba/gateway-service/pages";
import { openStudio } from "@viba/gateway-service/studio";
import { systemClock } from "@viba/runtime/clock";
import { MeshError } from "@viba/runtime/errors";
import { newSecret } from "@viba/runtime/random";
import { admittedAtMs, recordedRun, recordedRunId, recordedText } from "@viba/studio/fixtures";
import { serveConnect, type WebServer } from "@viba/transport/connect";
import { guardAll } from "@viba/transport/guard";
import { createLocalTransport } from "@viba/transport/local";
import { route } from "@viba/transport/routes";

/** A gateway that plays a recorded run as far as the test lets it. */
export interface FakeMesh extends AsyncDisposable {
  readonly url: string;
  /** Requests to watch, as the position each asked for. */
  readonly watched: readonly bigint[];
  /** Sentences it was asked to design. */
  readonly asked: readonly string[];
  /** Lets watchers hear the events up to this one. */
  play(until: number): void;
  /** Breaks every stream that is open. */
  cut(): void;
  /** Ends the server and starts it again on the same port, with another session secret, as a new `viba up` would. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const host = "127.0.0.1";

/** Starts it on a free port. */
export async function openFakeMesh(): Promise<FakeMesh> {
  const tape = createTape(recordedRun);
  const watched: bigint[] = [];
  const asked: string[] = [];
  const studio = openStudio();
  let server: WebServer | undefined;

  const start = async (port: number) => {
    const secrets: Secrets = {
      ownerToken: newSecret(),
      joinToken: newSecret(),
      serviceToken: newSecret(),
      sessionToken: newSecret(),
    };
    const verify = createVerify(secrets);
    const routes = guardAll([gateway(tape, watched, asked), files(tape)], {
      verify,
      monotonicMs: () => systemClock.monotonicMs(),
    });
    server = await serveConnect({
      routes,
      host,
      port,
      before: refuseForeignHost,
      fallback: createPages({
        mesh: createLocalTransport(routes),
        verify,
        sessionToken: secrets.sessionToken,
        pages: studio,
        metrics: async () => ({ contentType: "text/plain", text: "" }),
      }),
    });
    return server.port;
  };
  const stop = async () => {
    tape.cut();
    await server?.close(0);
    server = undefined;
  };
  const port = await start(0);
  return {
    url: `http://${host}:${port}/`,
    watched,
    asked,
    play: tape.play,
    cut: tape.cut,
    stop,
    async restart() {
      await stop();
      await start(port);
    },
    [Symbol.asyncDispose]: stop,
  };
}

interface Tape {
  readonly heard: () => readonly RunEvent[];
  readonly play: (until: number) => void;
  readonly cut: () => void;
  readonly listen: (after: bigint, signal: AbortSignal) => AsyncGenerator<RunEvent>;
}

function createTape(events: readonly RunEvent[]): Tape {
  let until = 0;
  let cuts = 0;
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const resolve of waiting) resolve();
    waiting.clear();
  };
  return {
    heard: () => events.slice(0, until),
    play(to) {
      until = to;
      wake();
    },
    cut() {
      cuts++;
      wake();
    },
    async *listen(after, signal) {
      const mine = cuts;
      signal.addEventListener("abort", wake);
      for (let at = 0; ;) {
        if (mine !== cuts) throw new MeshError("OVERLOADED", "the watcher fell behind");
        if (signal.aborted) return;
        const event = at < until ? events[at++] : undefined;
        if (event && (event.sequence > after || event.sequence === 0n)) yield event;
        if (event?.event.case === "runEnded") return;
        if (at >= until) await new Promise<void>((resolve) => waiting.add(resolve));
      }
    },
  };
}

function gateway(tape: Tape, watched: bigint[], asked: string[]) {
  return route(GatewayService, {
    async startDesign({ text }) {
      asked.push(text);
      if (!text.includes("카페")) {
        throw new MeshError("NOT_UNDERSTOOD", "the sentence names nothing that can be designed", {
          messageKo: "무엇을 설계할지 알 수 없습니다",
        });
      }
      return { runId: recordedRunId, traceId: "a".repeat(32) };
    },
    async *watchRun({ runId, afterSequence }, { signal }) {
      if (runId !== recordedRunId)
        throw new MeshError("NOT_FOUND", `no run ${runId}`, { messageKo: `${runId} 런이 없습니다` });
      watched.push(afterSequence);
      for await (const event of tape.listen(afterSequence, signal)) yield { event };
    },
    listRuns: async () => ({ runs: tape.heard().length > 0 ? [runOf(tape)] : [] }),
    listAgents: async () => ({ agents }),
    getTrace: async () => ({ spans, partial: false }),
  });
}

function files(tape: Tape) {
  return route(OrchestratorService, { getRun: async () => ({ run: runOf(tape) }) });
}

function runOf(tape: Tape) {
  const heard = tape.heard().map(({ event }) => event);
  const all = heard.flatMap((event) => (event.case === "stepAccepted" ? (event.value.done?.files ?? []) : []));
  const goal = heard.find((event) => event.case === "goalSet")?.value.goal;
  const ended = heard.some((event) => event.case === "runEnded");
  return create(RunSchema, {
    runId: recordedRunId,
    state: ended ? RunState.FINISHED : RunState.RUNNING,
    request: { text: recordedText },
    files: [...new Map(all.map((file) => [file.name, file])).values()],
    admittedAt: timestampFromMs(admittedAtMs),
    ...(goal ? { goal } : {}),
    ...(ended ? { endedAt: timestampFromMs(admittedAtMs + 435), assessment: { quality: 0.87 } } : {}),
  });
}

const agent = (agentId: string, titleKo: string, titleEn: string, outputType: string, state: AgentState): AgentInfo =>
  create(AgentInfoSchema, {
    instanceId: `${agentId}-1`,
    state,
    attempts: 12n,
    failures: 1n,
    manifest: {
      agentId,
      version: "0.1.0",
      titleKo,
      titleEn,
      capabilities: [
        {
          name: "plan.general",
          outputType,
          inputs: [{ type: "viba.aec.v1.Brief", presence: 1 }],
          tags: ["cafe"],
          description: "Lays out plans.",
        },
      ],
    },
  });

const agents = [
  agent("bim_specialist", "BIM 전문가", "BIM specialist", "viba.aec.v1.Model", AgentState.SUSPECT),
  agent("design_reviewer", "설계 검토자", "Design reviewer", "viba.aec.v1.Review", AgentState.READY),
  agent("design_theorist", "설계 이론가", "Design theorist", "viba.aec.v1.Plan", AgentState.READY),
];

const spans = [
  { spanId: "1", parentId: "", name: "run", startUs: 0, durationUs: 435_000, service: "mesh" },
  { spanId: "2", parentId: "1", name: "step viba.aec.v1.Plan", startUs: 53_000, durationUs: 67_000, service: "mesh" },
  { spanId: "3", parentId: "2", name: "attempt plan", startUs: 60_000, durationUs: 55_000, service: "design_theorist" },
  {
    spanId: "4",
    parentId: "1",
    name: "attempt lost",
    startUs: 122_000,
    durationUs: 28_000,
    service: "mesh",
    status: "error",
  },
].map((span) => create(SpanSchema, { ...span, attributesJson: "{}" }));
