import { AttemptState } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { type DispatchRequest, RouterService } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { MeshError } from "@viba/runtime/errors";
import { route, type Route } from "@viba/transport/routes";
import type { Instance } from "./core/registry.ts";
import { dispatch, type DispatchPorts } from "./dispatch.ts";

/** The route of RouterService. */
export function routerRoute(ports: DispatchPorts): Route {
  const { registry, connections } = ports;
  return route(RouterService, {
    decide({ want }) {
      if (!want) throw new MeshError("INVALID_ARGUMENT", "want: missing");
      const request = { want, runId: "", stepId: "", instanceId: "" } as DispatchRequest;
      return { decision: ports.choose(request, new Set()).decision };
    },
    dispatch(request, context) {
      if (!request.want || !request.attemptId) throw new MeshError("INVALID_ARGUMENT", "want, attempt_id: missing");
      return dispatch(request, ports, context.signal);
    },
    async findAttempt({ attemptId, instanceId }, context) {
      const instance = registry.get(instanceId);
      if (!instance) return { attempt: { state: AttemptState.UNKNOWN } };
      const attempt = await connections
        .client(instance)
        .getAttempt({ attemptId }, { signal: context.signal, timeoutMs: 2000 });
      return { attempt };
    },
    async releaseAttempt({ attemptId, instanceId }, context) {
      const instance = registry.get(instanceId);
      if (instance) {
        await connections.client(instance).acknowledge({ attemptId }, { signal: context.signal, timeoutMs: 2000 });
      }
      return {};
    },
    listCapabilities() {
      const capabilities = [...registry.all()]
        .filter((instance) => !instance.draining)
        .flatMap(({ manifest }) =>
          manifest.capabilities.map((capability) => ({
            capability,
            agentId: manifest.agentId,
            version: manifest.version,
          })),
        );
      const key = (c: (typeof capabilities)[number]) => `${c.capability.outputType} ${c.agentId} ${c.capability.name}`;
      return { capabilities: capabilities.sort((a, b) => (key(a) < key(b) ? -1 : 1)) };
    },
    drainAgent({ agentId, instanceId }) {
      const named = (i: Instance) => (agentId !== "" && i.manifest.agentId === agentId) || i.instanceId === instanceId;
      const found = [...registry.all()].filter(named);
      if (found.length === 0) throw new MeshError("NOT_FOUND", `no agent ${agentId || instanceId} is registered`);
      for (const instance of found) instance.draining = true;
      return { instances: found.length };
    },
  });
}
