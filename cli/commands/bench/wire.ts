import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { loadavg } from "node:os";
import * as grpc from "@grpc/grpc-js";
import { type CallOptions, createClient, createContextValues, type Transport } from "@connectrpc/connect";
import { ConformanceService } from "@viba/contracts/gen/viba/conformance/v1/conformance_pb";
import { systemClock } from "@viba/runtime/clock";
import { createGrpcTransport } from "@viba/transport/grpc/client";
import { routeKey } from "@viba/transport/link/client";
import { startChild } from "./child.ts";
import { type Kind, linkTo, measure, timeoutMs, usualCellMs, usualConcurrencies } from "./kinds.ts";
import { rawDefinition } from "./raw.ts";
import { type BenchResult, rowsOf } from "./rows.ts";
import { requestBody, requestBytes } from "./shapes.ts";

/** Each kind is a ratio to this one. */
const base = "grpc-js.unary";

/** How long a cell runs, and how often. */
export interface WireOptions {
  readonly rounds: number;
  readonly cellMs?: number;
}

/** Measures all kinds of wire side by side, round by round. */
export async function benchWire({ rounds, cellMs = usualCellMs }: WireOptions): Promise<BenchResult> {
  const before = loadavg()[0]!;
  const { kinds, skipped, close } = await benchKinds(Object.keys(openers));
  try {
    const cells = await measure(kinds, { concurrencies: usualConcurrencies, rounds, cellMs });
    return { bench: "wire", base, rounds, load: [before, loadavg()[0]!], rows: rowsOf(cells, base), skipped };
  } finally {
    close();
  }
}

/** Opens the kinds named; one that can't be opened is skipped, with the reason. */
export async function benchKinds(names: readonly string[]) {
  const kinds: Kind[] = [];
  const skipped: string[] = [];
  for (const name of names) {
    try {
      kinds.push(...(await openers[name]!()));
    } catch (error) {
      skipped.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const close = () => {
    for (const kind of kinds) kind.close();
  };
  return { kinds, skipped, close };
}

const openers: Record<string, () => Promise<Kind[]>> = {
  [base]: openRaw,
  "grpc.connect": openGrpcConnect,
  "link.opaque": openOpaque,
  "link.connect": openConnect,
  "link.two-hops": openTwoHops,
  "moleculer.tcp": openMoleculer,
};

async function openRaw(): Promise<Kind[]> {
  const child = await startChild("grpc-raw");
  const client = new grpc.Client(`127.0.0.1:${child.port}`, grpc.credentials.createInsecure());
  const { path, requestSerialize, responseDeserialize } = rawDefinition;
  const request = Buffer.alloc(requestBytes, 7);
  const metadata = new grpc.Metadata();
  const call = () =>
    new Promise((resolve, reject) => {
      const deadline = systemClock.nowMs() + timeoutMs;
      client.makeUnaryRequest(
        path,
        requestSerialize,
        responseDeserialize,
        request,
        metadata,
        { deadline },
        (error, answer) => (error ? reject(error) : resolve(answer)),
      );
    });
  return [{ kind: base, call, children: [child], close: () => (client.close(), child.stop()) }];
}

async function openGrpcConnect(): Promise<Kind[]> {
  const child = await startChild("grpc-connect");
  const transport = createGrpcTransport({ address: `127.0.0.1:${child.port}` });
  const close = () => (transport.close(), child.stop());
  return [{ kind: "grpc.connect", call: connectCall(transport), children: [child], close }];
}

async function openOpaque(): Promise<Kind[]> {
  const child = await startChild("link-opaque");
  const link = linkTo(child.port);
  await link.ready();
  const payload = Buffer.alloc(requestBytes, 7);
  const method = "viba.conformance.v1.ConformanceService/Unary";
  const call = (signal: AbortSignal) => link.callBytes({ method, payload, timeoutMs, signal });
  return [{ kind: "link.opaque", call, children: [child], close: () => (link.close(), child.stop()) }];
}

async function openConnect(): Promise<Kind[]> {
  const child = await startChild("link-connect");
  const link = linkTo(child.port);
  await link.ready();
  const close = () => (link.close(), child.stop());
  return [{ kind: "link.connect", call: connectCall(link.transport), children: [child], close }];
}

/** Client, router and agent, each a process: the router looks the route up in a table and records a span. */
async function openTwoHops(): Promise<Kind[]> {
  const router = await startChild("router", "ring");
  const agents = await Promise.all(
    ["opaque", "connect"].map((kind) =>
      startChild("agent", `127.0.0.1:${router.port}`, kind, kind === "connect" ? "ring" : "none"),
    ),
  );
  const link = linkTo(router.port);
  await link.ready();
  const payload = Buffer.alloc(requestBytes, 7);
  const method = "viba.conformance.v1.ConformanceService/Unary";
  const traceparent = `00-${"a1".repeat(16)}-${"b2".repeat(8)}-00`;
  const opaque = (signal: AbortSignal) =>
    link.callBytes({ method, payload, timeoutMs, signal, route: "agent-opaque", traceparent });
  const values = createContextValues().set(routeKey, "agent-connect");
  const close = () => {
    link.close();
    for (const child of [router, ...agents]) child.stop();
  };
  return [
    { kind: "link.two-hops", call: opaque, children: [router, agents[0]!], close },
    {
      kind: "link.two-hops-connect",
      call: connectCall(link.transport, { contextValues: values, headers: { traceparent } }),
      children: [router, agents[1]!],
      close: () => {},
    },
  ];
}

async function openMoleculer(): Promise<Kind[]> {
  const [serverPort, clientPort] = await Promise.all([freePort(), freePort()]);
  const { startCaller } = await import("./moleculer.ts");
  const child = await startChild("moleculer", String(serverPort), String(clientPort));
  const caller = await startCaller(serverPort, clientPort);
  const close = () => (void caller.stop(), child.stop());
  return [{ kind: "moleculer.tcp", call: caller.call, children: [child], close }];
}

function connectCall(transport: Transport, more: Pick<CallOptions, "contextValues" | "headers"> = {}) {
  const client = createClient(ConformanceService, transport);
  return (signal: AbortSignal) => client.unary({ body: requestBody }, { timeoutMs, signal, ...more });
}

/** A port nobody listens on now: Moleculer's peers must be named before they listen. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
