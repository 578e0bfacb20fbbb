import { route, type Route } from "@viba/transport/routes";
import { guard } from "@viba/transport/guard";
import { ConformanceService } from "@viba/contracts/gen/viba/conformance/v1/conformance_pb";

/** Bytes of a request: a short call of an agent. */
export const requestBytes = 306;

/** Bytes of an answer: a decision record with its candidates. */
export const answerBytes = 1012;

/** Body that makes a UnaryRequest of `requestBytes`: tag and length take three. */
export const requestBody = new Uint8Array(requestBytes - 3).fill(7);

/** Body that makes a UnaryResponse of `answerBytes`: beside its own three, the time-out seen takes nine. */
const answerBody = new Uint8Array(answerBytes - 12).fill(9);

/** The typed service of the bench, guarded as every service is. Answers have the same size whatever is asked. */
export function benchRoute(): Route {
  const plain = route(ConformanceService, {
    async *serverStream({ count, size }) {
      const body = new Uint8Array(size);
      for (let index = 0; index < count; index++) yield { index, body };
    },
    unary: (_request, context) => ({ body: answerBody, seenTimeoutMs: context.timeoutMs() ?? 1 }),
  });
  // A service tells its metrics of each call; here the telling alone is part of it.
  return guard(plain, { verify: () => undefined, monotonicMs: () => performance.now(), onCall: () => {} });
}
