import { Code, ConnectError, createClient, type Transport } from "@connectrpc/connect";
import { Health } from "@viba/contracts/gen/grpc/health/v1/health_pb";
import { ConformanceService } from "@viba/contracts/gen/viba/conformance/v1/conformance_pb";
import { Role } from "@viba/contracts/gen/viba/core/v1/access_pb";
import { durationFromMs, toMeshError } from "@viba/runtime/errors";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { conformanceRoute } from "./conformance-service.ts";
import { guard } from "./guard.ts";
import type { Principal } from "./principal.ts";
import { bearerToken } from "./principal.ts";
import type { Route } from "./routes.ts";

/** A transport under test: its server is up, its client dials it. */
export interface Opened {
  readonly transport: Transport;
  close(): Promise<void>;
}

/** What an implementation can't do, and why. */
export interface ConformanceOptions {
  readonly skip?: Partial<Record<"bidi" | "token", string>>;
}

/** Knows the one token of the suite. */
export const operatorVerify = (header: Headers): Principal | undefined =>
  bearerToken(header) === "op-token" ? operator : undefined;

const operator: Principal = { roles: [Role.OPERATOR], subject: "op", tenant: "local" };

/** The suite every transport passes: `open` serves the route and dials it. */
export function transportConformance(
  name: string,
  open: (routes: Route[], header: Record<string, string>) => Promise<Opened>,
  options: ConformanceOptions = {},
): void {
  describe(`transport ${name}`, () => {
    let opened: Opened;
    let events: string[];
    let told: (() => void)[];
    const start = async (header: Record<string, string> = {}) => {
      const log = (event: string) => {
        events.push(event);
        for (const tell of told.splice(0)) tell();
      };
      const route = guard(conformanceRoute(log), { verify: operatorVerify, monotonicMs: () => performance.now() });
      opened = await open([route], header);
      return createClient(ConformanceService, opened.transport);
    };
    const logged = () => (events.length > 0 ? Promise.resolve() : new Promise<void>((resolve) => told.push(resolve)));

    beforeEach(() => {
      events = [];
      told = [];
    });
    afterEach(() => opened.close());

    test.each([0, 1, 306, 65_537, 4 << 20, 16 << 20])("unary carries %d bytes both ways", async (size) => {
      const client = await start();
      const body = new Uint8Array(size).fill(7);
      const answer = await client.unary({ body });
      expect(Buffer.compare(answer.body, body)).toBe(0);
    });

    test("headers travel both ways", async () => {
      const client = await start();
      let echoed: string | null = null;
      const answer = await client.unary(
        { echoHeader: "hello" },
        { headers: { "x-request": "asked" }, onHeader: (h) => void (echoed = h.get("x-echo")) },
      );
      expect(answer.seenHeader).toBe("asked");
      expect(echoed).toBe("hello");
    });

    test("a method that nobody serves is NOT_FOUND", async () => {
      await start();
      const health = createClient(Health, opened.transport);
      const error = await health.check({}).catch((e: unknown) => e);
      expect(toMeshError(error).reason).toBe("NOT_FOUND");
    });

    test("a typed error keeps reason, facts, Korean message and retry-after", async () => {
      const client = await start();
      const error = toMeshError(await client.unary({ failWith: "OVERLOADED" }).catch((e: unknown) => e));
      expect(error).toMatchObject({ reason: "OVERLOADED", messageKo: "실패", retryAfterMs: 1500 });
      expect(error.facts).toEqual({ asked: "OVERLOADED" });
      expect(error.message).toBe("failed with OVERLOADED");
    });

    test("the time-out reaches the handler as a duration and ends the call", async () => {
      const client = await start();
      const answer = await client.unary({}, { timeoutMs: 60_000 });
      expect(answer.seenTimeoutMs).toBeGreaterThan(1_000);
      expect(answer.seenTimeoutMs).toBeLessThanOrEqual(60_000);
      const error = await client.unary({ wait: durationFromMs(60_000) }, { timeoutMs: 50 }).catch((e: unknown) => e);
      expect((error as ConnectError).code).toBe(Code.DeadlineExceeded);
      await logged();
      expect(events).toContain("unary aborted");
    });

    test("cancelling ends the call at both ends", async () => {
      const client = await start();
      const cancel = new AbortController();
      const call = client.unary({ wait: durationFromMs(60_000) }, { signal: cancel.signal }).catch((e: unknown) => e);
      // A round trip first, so that the call to be cancelled has arrived.
      await client.unary({});
      cancel.abort();
      expect(((await call) as ConnectError).code).toBe(Code.Canceled);
      await logged();
      expect(events).toContain("unary aborted");
    });

    test("a server stream arrives whole and in order", async () => {
      const client = await start();
      const seen: number[] = [];
      for await (const message of client.serverStream({ count: 500, size: 100 })) seen.push(message.index);
      expect(seen).toEqual(Array.from({ length: 500 }, (_, i) => i));
    });

    test("a server stream's error comes after its messages", async () => {
      const client = await start();
      let count = 0;
      const run = async () => {
        for await (const _ of client.serverStream({ count: 3, failWith: "AGENT_FAILED" })) count++;
      };
      const error = toMeshError(await run().catch((e: unknown) => e));
      expect([count, error.reason]).toEqual([3, "AGENT_FAILED"]);
    });

    test("cancelling a server stream ends its handler", async () => {
      const client = await start();
      const cancel = new AbortController();
      const run = async () => {
        let count = 0;
        for await (const _ of client.serverStream({ count: 2, size: 10, hang: true }, { signal: cancel.signal })) {
          if (++count === 2) cancel.abort();
        }
      };
      expect(((await run().catch((e: unknown) => e)) as ConnectError).code).toBe(Code.Canceled);
      await logged();
      expect(events).toEqual(["stream ended"]);
    });

    test("a client stream is added up", async () => {
      const client = await start();
      const send = async function* () {
        for (let i = 0; i < 100; i++) yield { body: new Uint8Array(1000) };
      };
      expect(await client.clientStream(send())).toMatchObject({ count: 100, size: 100_000n });
    });

    test.skipIf(options.skip?.bidi)("a bidirectional stream answers while it is being sent", async () => {
      const client = await start();
      let next = () => {};
      const send = async function* () {
        for (let i = 0; i < 5; i++) {
          const answered = new Promise<void>((resolve) => (next = resolve));
          yield { body: new Uint8Array([i]) };
          await answered;
        }
      };
      const seen: number[] = [];
      for await (const { body } of client.bidiStream(send())) {
        seen.push(body[0]!);
        next();
      }
      expect(seen).toEqual([0, 1, 2, 3, 4]);
    });

    test("1,000 calls at once all come back with their own answer", async () => {
      const client = await start();
      const ask = (i: number) => client.unary({ body: new Uint8Array([i & 255, i >> 8]) });
      const answers = await Promise.all(Array.from({ length: 1000 }, (_, i) => ask(i)));
      expect(answers.every(({ body }, i) => body[0] === (i & 255) && body[1] === i >> 8)).toBe(true);
    });

    test.skipIf(options.skip?.token)("a guarded method takes only who may call it", async () => {
      const client = await start({ authorization: "Bearer op-token" });
      expect((await client.guarded({})).subject).toBe("op");
    });

    test.skipIf(options.skip?.token).each([{}, { authorization: "Bearer wrong" }])(
      "a wrong token is refused",
      async (header) => {
        const client = await start(header as Record<string, string>);
        const error = await client.guarded({}).catch((e: unknown) => e);
        expect(toMeshError(error).reason).toBe("UNAUTHENTICATED");
      },
    );
  });
}
