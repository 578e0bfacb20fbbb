import { type Client, createClient, type Transport } from "@connectrpc/connect";
import { ArtifactService, MemoryService } from "@viba/contracts/gen/viba/orchestrator/v1/artifact_pb";
import { MonitorService } from "@viba/contracts/gen/viba/monitor/v1/monitor_pb";
import { Role } from "@viba/contracts/gen/viba/core/v1/access_pb";
import type { HandlerContext } from "@connectrpc/connect";
import { MeshError } from "@viba/runtime/errors";
import { mayCall, principalOf } from "@viba/transport/principal";
import { route, type Route } from "@viba/transport/routes";
import { type AttemptClaims, openToken } from "./core/token.ts";

/** What the router passes on, and to whom. */
export interface PassThroughPorts {
  readonly orchestrator: Transport;
  readonly monitor: Transport;
  readonly tokenKey: string;
  readonly nowMs: () => number;
}

/**
 * Artifact, memory and telemetry calls of agents: the router is the one address they need. It checks the attempt
 * token and calls on as a service, so that what an agent reaches is bound to its run.
 */
export function passThroughRoutes(ports: PassThroughPorts): Route[] {
  const artifacts = createClient(ArtifactService, ports.orchestrator);
  const memory = createClient(MemoryService, ports.orchestrator);
  const monitor = createClient(MonitorService, ports.monitor);
  const claims = (token: string, context: HandlerContext) => claimsOf(token, context, ports);
  return [
    route(ArtifactService, {
      putBlob: (requests, context) =>
        artifacts.putBlob(
          checked(requests, (t) => claims(t, context)),
          { signal: context.signal },
        ),
      getBlob(request, context) {
        claims(request.attemptToken, context);
        return artifacts.getBlob({ digest: request.digest }, { signal: context.signal });
      },
    }),
    memoryRoute(memory, claims),
    route(MonitorService, {
      reportSpans: (request, context) => monitor.reportSpans(request, { signal: context.signal }),
    }),
  ];
}

type Claims = (token: string, context: HandlerContext) => AttemptClaims | undefined;

function memoryRoute(memory: Client<typeof MemoryService>, claims: Claims): Route {
  return route(MemoryService, {
    readValue: (request, context) =>
      memory.readValue(
        { key: request.key, runId: claims(request.attemptToken, context)?.runId ?? request.runId },
        { signal: context.signal },
      ),
    writeValue: (request, context) =>
      memory.writeValue(
        { ...request, attemptToken: "", runId: claims(request.attemptToken, context)?.runId ?? request.runId },
        { signal: context.signal },
      ),
  });
}

/** The claims of an agent's token; undefined for a service, which needs none. */
function claimsOf(token: string, context: HandlerContext, ports: PassThroughPorts): AttemptClaims | undefined {
  if (mayCall(principalOf(context), [Role.SERVICE])) return undefined;
  const claims = openToken(token, ports.tokenKey, ports.nowMs());
  if (!claims) throw new MeshError("DENIED", "the attempt token is missing, forged or out of date");
  return claims;
}

async function* checked<T extends { attemptToken: string; chunk: Uint8Array }>(
  requests: AsyncIterable<T>,
  check: (token: string) => unknown,
): AsyncGenerator<{ chunk: Uint8Array }> {
  let first = true;
  for await (const { attemptToken, chunk } of requests) {
    if (first) check(attemptToken);
    first = false;
    yield { chunk };
  }
}
