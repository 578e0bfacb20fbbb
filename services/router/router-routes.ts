import { DrainMode, RouterService } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { MeshError } from "@viba/runtime/errors";
import { route, type Route } from "@viba/transport/routes";
import { call } from "./call/call-handler.ts";
import type { Chooser } from "./chooser.ts";
import type { Connections } from "./connections.ts";
import type { Instance } from "./core/instance.ts";
import { dispatch, type DispatchPorts } from "./dispatch.ts";
import { findAttempt, type FindPorts, releaseAttempt } from "./find-attempt.ts";

/** What the handlers of RouterService need. */
export interface RouterPorts extends DispatchPorts, FindPorts {
  readonly connections: FindPorts["connections"] & Pick<Connections, "linkOf">;
  readonly chooser: Chooser;
}

/** The route of RouterService. */
export function routerRoute(ports: RouterPorts): Route {
  const { clock, registry, chooser } = ports;
  return route(RouterService, {
    decide({ want }) {
      if (!want) throw new MeshError("INVALID_ARGUMENT", "want: missing");
      const ask = { plan: chooser.plan(want), runId: "", stepId: "", tried: new Set<string>(), preferred: "" };
      return { decision: chooser.explain(ask).decision };
    },
    decideTeam: (request) => chooser.team(request),
    dispatch(request, context) {
      if (!request.want || !request.attemptId) throw new MeshError("INVALID_ARGUMENT", "want, attempt_id: missing");
      return dispatch(request, ports, context.signal);
    },
    call: (request, context) => call(request, context, ports),
    getDecision({ decisionId }) {
      const decision = chooser.decision(decisionId);
      if (decision) return { decision };
      throw new MeshError("NOT_FOUND", `decision ${decisionId} is not one of the last of this router`, {
        messageKo: `${decisionId}: 이 라우터의 최근 결정이 아닙니다`,
      });
    },
    findAttempt: ({ attemptId, instanceId }, context) => findAttempt(attemptId, instanceId, ports, context.signal),
    async releaseAttempt({ attemptId, instanceId }, context) {
      await releaseAttempt(attemptId, instanceId, ports, context.signal);
      return {};
    },
    listCapabilities: () => ({ capabilities: offers(registry.all()) }),
    drainAgent({ agentId, instanceId, mode }) {
      const named = (i: Instance) => (agentId !== "" && i.manifest.agentId === agentId) || i.instanceId === instanceId;
      const found = [...registry.all()].filter(named);
      if (found.length === 0)
        throw new MeshError("NOT_FOUND", `no agent ${agentId || instanceId} is registered`, {
          messageKo: `${agentId || instanceId}라는 에이전트가 등록되어 있지 않습니다`,
        });
      for (const instance of found) {
        instance.standby = mode === DrainMode.STAND_BY;
        if (mode === DrainMode.LEAVE || mode === DrainMode.UNSPECIFIED) {
          instance.draining = true;
          instance.drainHeard = false;
        }
        registry.changed(instance, clock.monotonicMs());
      }
      ports.admission.wake();
      return { instances: found.length };
    },
  });
}

/** What is promised now, once for each agent and version however many copies of it run. */
function offers(instances: Iterable<Instance>) {
  const capabilities = new Map<
    string,
    { capability: Instance["manifest"]["capabilities"][number]; agentId: string; version: string }
  >();
  for (const { manifest, draining } of instances) {
    if (draining) continue;
    const { agentId, version } = manifest;
    for (const capability of manifest.capabilities) {
      const key = `${capability.outputType} ${agentId} ${capability.name} ${version}`;
      if (!capabilities.has(key)) capabilities.set(key, { capability, agentId, version });
    }
  }
  return [...capabilities].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, offer]) => offer);
}
