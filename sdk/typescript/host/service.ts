import { type Manifest, AgentService } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { sameSecret } from "@viba/runtime/digest";
import { MeshError } from "@viba/runtime/errors";
import { bearerToken, meshService, principalKey, type Verify } from "@viba/transport/principal";
import { type Handler, route, type Route } from "@viba/transport/routes";
import type { Attempts } from "./attempts.ts";
import { callOf, type Calls } from "./calls.ts";

/** The Agent contract over a table of attempts. */
export function agentRoute(manifest: Manifest, instanceId: string, attempts: Attempts, calls: Calls): Route {
  return route(AgentService, {
    describe: () => ({ manifest }),
    async *execute(request, { signal }) {
      const attempt = attempts.begin(request);
      yield { event: { case: "accepted", value: { instanceId } } };
      // The caller may leave: the attempt goes on, and whoever owns the run now asks for it.
      yield* attempt.watch(signal);
    },
    call: async (request, context) => ({ output: await calls.answer(callOf(request), context) }),
    getAttempt: ({ attemptId }) => attempts.state(attemptId),
    acknowledge({ attemptId }) {
      attempts.acknowledge(attemptId);
      return {};
    },
    cancel({ attemptId }) {
      attempts.cancel(attemptId);
      return {};
    },
  });
}

/** Takes exactly the newest call token for the mesh; before the first registration nobody may call. */
export function callTokenVerifier(newest: () => string): Verify {
  return (header) => {
    const shown = bearerToken(header);
    const expected = newest();
    if (shown === undefined || expected === "" || !sameSecret(shown, expected)) return undefined;
    return meshService;
  };
}

/** A route that answers only those whom the transport or `verify` knows: for services whose methods can't declare roles, like health. */
export function onlyFor(verify: Verify, { service, handlers }: Route): Route {
  const guarded = Object.entries(handlers).map(([name, handler]): [string, Handler] => [
    name,
    (input, context) => {
      if (context.values.get(principalKey) ?? verify(context.requestHeader)) return handler(input, context);
      throw new MeshError("UNAUTHENTICATED", `${service.typeName} of an agent answers only its router`);
    },
  ]);
  return { service, handlers: Object.fromEntries(guarded) };
}
