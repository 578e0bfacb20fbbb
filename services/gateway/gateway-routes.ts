import { createHash } from "node:crypto";
import type { MessageInitShape } from "@bufbuild/protobuf";
import { createClient, type ServiceImpl, type Transport } from "@connectrpc/connect";
import {
  GatewayService,
  type StartDesignRequest,
  type UpgradeAgentRequest,
  type UpgradeAgentResponseSchema,
} from "@viba/contracts/gen/viba/gateway/v1/gateway_pb";
import { LearnerService } from "@viba/contracts/gen/viba/learner/v1/learner_pb";
import { MonitorService } from "@viba/contracts/gen/viba/monitor/v1/monitor_pb";
import { ArtifactService } from "@viba/contracts/gen/viba/orchestrator/v1/artifact_pb";
import { OrchestratorService } from "@viba/contracts/gen/viba/orchestrator/v1/orchestrator_pb";
import { AgentState, RegistryService } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import { RouterService } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { MeshError } from "@viba/runtime/errors";
import { principalOf } from "@viba/transport/principal";
import { route, type Route } from "@viba/transport/routes";
import { alertsOf } from "./alerts.ts";
import { callOnce } from "./call-once.ts";
import { eventHandlers, type EventsPorts } from "./events-route.ts";
import { findFile, readFile } from "./files.ts";
import { meshStatus, statusTimeoutMs } from "./mesh-status.ts";

/** What the gateway's handlers call, and what they say of themselves. */
export interface GatewayPorts {
  /** Reaches every service of the mesh. */
  readonly mesh: Transport;
  /** Reaches one service by name, with a method that each serves. */
  readonly to: (service: string) => Transport;
  readonly version: string;
  readonly pid: number;
  /** False once it drains. */
  readonly ready: () => boolean;
  /** Replaces an agent by another version; absent where nobody supervises agents. */
  readonly upgrade?: (
    request: UpgradeAgentRequest,
  ) => AsyncIterable<MessageInitShape<typeof UpgradeAgentResponseSchema>>;
  /** Absent: events can't be watched here. */
  readonly events?: EventsPorts;
}

/** The route of GatewayService: checks and passes on, decides nothing. */
export function gatewayRoute(ports: GatewayPorts): Route {
  const clients = createClients(ports.mesh);
  const { runs, registry, learner, monitor } = clients;
  const handlers: Partial<ServiceImpl<typeof GatewayService>> = {
    ...(ports.events ? eventHandlers(ports.events) : {}),
    async startDesign(request, context) {
      if (!ports.ready()) {
        throw new MeshError("DRAINING", "this mesh drains and takes no new work", {
          messageKo: "이 메시는 종료 중이라 새 일을 받지 않습니다",
        });
      }
      const { text, permitDate, language, siteGeojson, attachments, fromRun, variant, constraints, fresh } = request;
      const { runId, traceId } = await runs.startRun(
        {
          runId: request.runId,
          request: { text, permitDate, language, siteGeojson, attachments, seed: seedOf(request), fromRun, variant },
          ...(constraints ? { constraints } : {}),
          tenant: principalOf(context).tenant,
          fresh,
        },
        { signal: context.signal },
      );
      return { runId, traceId };
    },
    async *watchRun({ runId, afterSequence }, { signal }) {
      for await (const { event } of runs.watchRun({ runId, afterSequence }, { signal })) yield event ? { event } : {};
    },
    getRun: async ({ runId }, { signal }) => only("run", (await runs.getRun({ runId }, { signal })).run),
    listRuns: async ({ limit }, { signal }) => ({ runs: (await runs.listRuns({ limit }, { signal })).runs }),
    async cancelRun({ runId }, { signal }) {
      await runs.cancelRun({ runId }, { signal });
      return {};
    },
    async *getFile({ runId, name }, { signal }) {
      yield* readFile(await findFile(runId, name, clients, signal), clients, signal);
    },
    listAgents: async (_request, { signal }) => ({ agents: (await registry.listAgents({}, { signal })).agents }),
    decide: async ({ want }, context) => {
      if (!want?.outputType) throw new MeshError("INVALID_ARGUMENT", "want.output_type: a full protobuf message name");
      const { tenant } = principalOf(context);
      const { signal } = context;
      return only("decision", (await clients.router.decide({ want: { ...want, tenant } }, { signal })).decision);
    },
    decideTeam: async ({ team }, context) => {
      const { tenant } = principalOf(context);
      if (!team || team.wants.length === 0) throw new MeshError("INVALID_ARGUMENT", "team.wants: at least one");
      const wants = team.wants.map((want) => ({ ...want, tenant }));
      return { team: await clients.router.decideTeam({ ...team, wants }, { signal: context.signal }) };
    },
    callCapability: (request, context) =>
      callOnce(request, principalOf(context).tenant, clients.router, {
        signal: context.signal,
        timeoutMs: context.timeoutMs(),
      }),
    listPolicies: async (_request, { signal }) => ({
      snapshots: (await learner.listPolicies({}, { signal })).snapshots,
    }),
    async listAlerts(_request, { signal }) {
      const options = { signal, timeoutMs: statusTimeoutMs };
      // Whoever does not answer is one of the alerts.
      const [agents, strains, services] = await Promise.all([
        registry.listAgents({}, options).then(
          (answer) => answer.agents,
          () => [],
        ),
        monitor.listStrains({}, options).then(
          (answer) => answer.strains,
          () => [],
        ),
        meshStatus(ports.to, ports.ready(), signal),
      ]);
      return { alerts: alertsOf({ agents, strains, services }) };
    },
    async getTrace({ runId, traceId }, { signal }) {
      const id = traceId || (await runs.getRun({ runId }, { signal })).run?.traceId || "";
      const { spans, partial } = await monitor.getTrace({ traceId: id }, { signal });
      return { spans, partial };
    },
    async reportSpans({ spans }, { signal }) {
      await monitor.reportSpans({ spans }, { signal });
      return {};
    },
    upgradeAgent(request) {
      if (!ports.upgrade) {
        throw new MeshError("INVALID_ARGUMENT", "agents of this mesh are started elsewhere: upgrade them there", {
          messageKo: "이 메시의 에이전트는 다른 곳에서 실행됩니다. 그곳에서 업그레이드하세요",
        });
      }
      if (!request.agentId || !request.folder) throw new MeshError("INVALID_ARGUMENT", "agent_id, folder: missing");
      return ports.upgrade(request);
    },
    async getStatus(_request, { signal }) {
      const ready = ports.ready();
      const [agents, services] = await Promise.all([
        registry.listAgents({}, { signal, timeoutMs: statusTimeoutMs }).then(
          (answer) => answer.agents.filter(({ state }) => state !== AgentState.QUARANTINED).length,
          () => 0,
        ),
        meshStatus(ports.to, ready, signal),
      ]);
      return { version: ports.version, ready, pid: ports.pid, agents, services };
    },
  };
  // A run's trace begins here for everybody who brings none of their own: the studio, curl.
  return route(GatewayService, handlers, ["startDesign"]);
}

function only<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
}

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

/**
 * The seed asked for, or one made from the sentence, so that the same sentence gives the same building. 0 takes over
 * that of the run it goes on from.
 */
function seedOf({ seed, text, fromRun }: StartDesignRequest): bigint {
  if (seed !== undefined) return seed;
  if (fromRun !== "") return 0n;
  return BigInt(createHash("sha256").update(text.trim()).digest().readUInt32BE(0));
}
