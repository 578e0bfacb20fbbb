import type { DescMethod } from "@bufbuild/protobuf";
import type { StreamResponse, Transport, UnaryResponse } from "@connectrpc/connect";
import type { ReasonName } from "@viba/runtime/error-table";
import { MeshError, toConnectError, toMeshError } from "@viba/runtime/errors";
import { joinOf } from "./router-answers.ts";

/** One of several routers. */
export interface RouterWay {
  readonly address: string;
  readonly transport: Transport;
  /** Whether a call can begin at once. */
  readonly isOpen: () => boolean;
  /** Resolves when a call can begin; rejects when that takes too long. */
  readonly ready: () => Promise<unknown>;
}

/** Refusals after which another router is asked: nothing was begun, and the other may know more agents. */
const elsewhere: ReadonlySet<ReasonName> = new Set(["NOT_STARTED", "DRAINING", "NO_CAPABLE_AGENT"]);

/** A stream's beginning: what came first, and the rest. */
interface Begun {
  readonly response: StreamResponse;
  readonly first: IteratorResult<unknown>;
  readonly rest: AsyncIterator<unknown>;
}

/**
 * Several routers as one. Work goes to the one with the fewest calls from here that can be reached, the one after it if
 * the first refuses before anything is begun; what is lost later is the caller's to decide, as with one router. What
 * each knows of its own leases (who is there, what became of an attempt) all are asked, and those who answer count.
 */
export function createRouterGroup(ways: readonly RouterWay[]): Transport {
  const inFlight = new Map<RouterWay, number>(ways.map((way) => [way, 0]));
  let turn = 0;

  /** The routers, in the order in which they are tried. */
  const order = async (): Promise<RouterWay[]> => {
    let open = ways.filter((way) => way.isOpen());
    if (open.length === 0) {
      await Promise.any(ways.map((way) => way.ready())).catch(({ errors }: AggregateError) => {
        throw errors[0];
      });
      open = ways.filter((way) => way.isOpen());
    }
    const start = turn++;
    const rank = (way: RouterWay) => (ways.indexOf(way) - (start % ways.length) + ways.length) % ways.length;
    return open.sort((a, b) => inFlight.get(a)! - inFlight.get(b)! || rank(a) - rank(b));
  };
  const begin = (way: RouterWay) => {
    inFlight.set(way, inFlight.get(way)! + 1);
    let over = false;
    return () => {
      if (!over) inFlight.set(way, inFlight.get(way)! - 1);
      over = true;
    };
  };
  /** The first router that doesn't refuse. */
  const tryEach = async <T>(attempt: (way: RouterWay) => Promise<T>): Promise<T> => {
    let refusal: unknown = new MeshError("NOT_STARTED", "no router can be reached");
    for (const way of await order()) {
      try {
        return await attempt(way);
      } catch (error) {
        if (!elsewhere.has(toMeshError(error).reason)) throw error;
        refusal = worse(refusal, error);
      }
    }
    throw toConnectError(refusal);
  };

  return {
    async unary(method, signal, timeoutMs, header, input, values) {
      const call = async (way: RouterWay): Promise<UnaryResponse> => {
        const end = begin(way);
        try {
          return await way.transport.unary(
            method as DescMethod & { methodKind: "unary" },
            signal,
            timeoutMs,
            header,
            input as never,
            values,
          );
        } finally {
          end();
        }
      };
      const join = joinOf(method);
      if (!join) return (await tryEach(call)) as never;
      const asked = await Promise.allSettled((await order()).map(call));
      const answers = asked.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
      if (answers.length === 0) throw asked.find((one) => one.status === "rejected")!.reason;
      return { ...answers[0]!, message: join(answers.map((answer) => answer.message)) } as never;
    },

    async stream(method, signal, timeoutMs, header, input, values) {
      const requests: unknown[] = [];
      // Sent again to the next router, so it has to be whole; no method of a router streams its requests.
      for await (const request of input) requests.push(request);
      let end = () => {};
      const open = async (way: RouterWay): Promise<Begun> => {
        const over = begin(way);
        try {
          const again = (async function* () {
            yield* requests;
          })();
          const response = await way.transport.stream(method, signal, timeoutMs, header, again as never, values);
          const rest = (response.message as AsyncIterable<unknown>)[Symbol.asyncIterator]();
          const first = await rest.next();
          end = over;
          return { response, first, rest };
        } catch (error) {
          over();
          throw error;
        }
      };
      const begun = await tryEach(open);
      return { ...begun.response, message: messagesOf(begun, end) } as never;
    },
  };
}

/** What came first, then the rest; `end` is called once nobody reads any more. */
async function* messagesOf({ first, rest }: Begun, end: () => void): AsyncGenerator<unknown> {
  let ended = first.done ?? false;
  try {
    if (!first.done) yield first.value;
    while (!ended) {
      const next = await rest.next();
      ended = next.done ?? false;
      if (!next.done) yield next.value;
    }
  } catch (error) {
    ended = true;
    throw error;
  } finally {
    end();
    if (!ended) await rest.return?.();
  }
}

/** Of two refusals the one that says more: that nobody is there who could is worth more than that a router is away. */
function worse(before: unknown, now: unknown): unknown {
  return toMeshError(before).reason === "NO_CAPABLE_AGENT" ? before : now;
}
