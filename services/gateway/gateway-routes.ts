import { createHash } from "node:crypto";
import { createClient, type Transport } from "@connectrpc/connect";
import { create } from "@bufbuild/protobuf";
import { DispatchRequestSchema } from "@viba/contracts/gen/viba/router/v1/router_pb";
import {
  type CallCapabilityRequest,
  GatewayService,
  type StartDesignRequest,
} from "@viba/contracts/gen/viba/gateway/v1/gateway_pb";
import { LearnerService } from "@viba/contracts/gen/viba/learner/v1/learner_pb";
import { MonitorService } from "@viba/contracts/gen/viba/monitor/v1/monitor_pb";
import { ArtifactService } from "@viba/contracts/gen/viba/orchestrator/v1/artifact_pb";
import { OrchestratorService } from "@viba/contracts/gen/viba/orchestrator/v1/orchestrator_pb";
import type { Decision } from "@viba/contracts/gen/viba/core/v1/decision_pb";
import type { File } from "@viba/contracts/gen/viba/core/v1/artifact_pb";
import { RegistryService } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import { RouterService } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { MeshError } from "@viba/runtime/errors";
import { newId } from "@viba/runtime/random";
import { principalOf } from "@viba/transport/principal";
import { route, type Route } from "@viba/transport/routes";

/** What the gateway's handlers call, and what they say of themselves. */
export interface GatewayPorts {
  /** Reaches every service of the mesh. */
  readonly mesh: Transport;
  readonly version: string;
  readonly pid: number;
  /** False once it drains. */
  readonly ready: () => boolean;
}

/** Most bytes of a site's GeoJSON. */
const maxSiteBytes = 256 * 1024;

/** The route of GatewayService: checks and passes on, decides nothing. */
export function gatewayRoute(ports: GatewayPorts): Route {
  const clients = createClients(ports.mesh);
  const { runs, registry, learner, monitor } = clients;
  return route(GatewayService, {
    async startDesign(request, context) {
      if (!ports.ready()) throw new MeshError("DRAINING", "this mesh drains and takes no new work");
      if (Buffer.byteLength(request.siteGeojson) > maxSiteBytes) {
        throw new MeshError("TOO_LARGE", `site_geojson: at most ${maxSiteBytes} bytes`);
      }
      const { text, permitDate, language, siteGeojson } = request;
      const { runId, traceId } = await runs.startRun({
        runId: request.runId,
        request: { text, permitDate, language, siteGeojson, seed: seedOf(request) },
        ...(request.constraints ? { constraints: request.constraints } : {}),
        tenant: principalOf(context).tenant,
        fresh: request.fresh,
      });
      return { runId, traceId };
    },
    async *watchRun({ runId, afterSequence }, context) {
      const events = runs.watchRun({ runId, afterSequence }, { signal: context.signal });
      for await (const { event } of events) yield event ? { event } : {};
    },
    getRun: async ({ runId }) => only("run", (await runs.getRun({ runId })).run),
    listRuns: async ({ limit }) => ({ runs: (await runs.listRuns({ limit })).runs }),
    async cancelRun({ runId }) {
      await runs.cancelRun({ runId });
      return {};
    },
    async *getFile({ runId, name }, context) {
      for await (const { chunk } of readFile(runId, name, clients, context.signal)) yield { chunk };
    },
    listAgents: async () => ({ agents: (await registry.listAgents({})).agents }),
    callCapability: (request, context) => callOnce(request, clients, context.signal),
    listPolicies: async () => ({ snapshots: (await learner.listPolicies({})).snapshots }),
    async getTrace({ runId, traceId }) {
      const id = traceId || (await runs.getRun({ runId })).run?.traceId || "";
      const { spans, partial } = await monitor.getTrace({ traceId: id });
      return { spans, partial };
    },
    async reportSpans({ spans }) {
      await monitor.reportSpans({ spans });
      return {};
    },
    async getStatus() {
      const { agents } = await registry.listAgents({});
      return {
        version: ports.version,
        ready: ports.ready(),
        pid: ports.pid,
        agents: agents.length,
        services: serviceNames.map((name) => ({ name, serving: ports.ready() })),
      };
    },
  });
}

function only<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
}

const serviceNames = ["gateway", "orchestrator", "router", "learner", "cache", "monitor"];

function createClients(mesh: Transport) {
  return {
    runs: createClient(OrchestratorService, mesh),
    artifacts: createClient(ArtifactService, mesh),
    registry: createClient(RegistryService, mesh),
    router: createClient(RouterService, mesh),
    learner: createClient(LearnerService, mesh),
    monitor: createClient(MonitorService, mesh),
  };
}

type Clients = ReturnType<typeof createClients>;

/** The seed asked for, or one made from the sentence, so that the same sentence gives the same building. */
function seedOf({ seed, text }: StartDesignRequest): bigint {
  if (seed !== undefined) return seed;
  return BigInt(createHash("sha256").update(text.trim()).digest().readUInt32BE(0));
}

/** The bytes of a run's file in pieces. */
export async function* readFile(
  runId: string,
  name: string,
  clients: Pick<Clients, "runs" | "artifacts">,
  signal: AbortSignal,
) {
  const { run } = await clients.runs.getRun({ runId }, { signal });
  const content = run?.files.find((file: File) => file.name === name)?.content;
  if (!content) throw new MeshError("NOT_FOUND", `run ${runId} has no file "${name}"`);
  if (content.inline.length > 0 || content.size === 0n) {
    yield { chunk: content.inline };
    return;
  }
  yield* clients.artifacts.getBlob({ digest: content.digest }, { signal });
}

async function callOnce(
  { outputType, inputs, attributes, seed }: CallCapabilityRequest,
  { router }: Clients,
  signal: AbortSignal,
) {
  const responses = router.dispatch(
    create(DispatchRequestSchema, {
      attemptId: newId("call"),
      want: { outputType, availableTypes: inputs.map((i) => i.type), attributes, tenant: "local" },
      inputs,
      seed,
      language: "ko",
      fresh: true,
    }),
    { signal },
  );
  let decision: Decision | undefined;
  for await (const { event } of responses) {
    if (event.case === "decision") decision = event.value;
    if (event.case === "done") return { done: event.value, ...(decision ? { decision } : {}) };
  }
  throw new MeshError("BAD_ARTIFACT", "the router ended a call without a result");
}
