import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import {
  ConformanceService,
  UnaryRequestSchema,
  UnaryResponseSchema,
} from "@viba/contracts/gen/viba/conformance/v1/conformance_pb";
import { expect, test } from "vitest";
import { CallContext } from "./call-context.ts";
import { type BytesLane, createLocalTransport } from "./local.ts";
import { meshService } from "./principal.ts";
import { route } from "./routes.ts";

const traceparent = `00-${"a1".repeat(16)}-${"b2".repeat(8)}-01`;

const echo = route(ConformanceService, {
  unary: ({ body }, context) => ({ body, seenTimeoutMs: context.timeoutMs() ?? 0 }),
});
const path = "viba.conformance.v1.ConformanceService/Unary";

test("bytes of a request are answered with those of the answer, by the handler where no lane takes them", async () => {
  const taken: (Uint8Array | undefined)[] = [];
  const lane: BytesLane = {
    method: ConformanceService.method.unary,
    callBytes: ({ payload, above }, principal, read) => {
      taken.push(payload);
      const { body } = fromBinary(UnaryRequestSchema, payload);
      const seenTimeoutMs = Number(above !== undefined && principal === meshService);
      const answer = create(UnaryResponseSchema, { body: Buffer.concat([body, body]), seenTimeoutMs });
      const bytes = toBinary(UnaryResponseSchema, answer);
      return body.length === 0 ? undefined : Promise.resolve(read(bytes, 0, bytes.length, new Uint8Array(0)));
    },
  };
  const asked = (body: string) => ({
    method: path,
    payload: toBinary(UnaryRequestSchema, create(UnaryRequestSchema, { body: Buffer.from(body) })),
    traceparent,
  });
  const told = async (bytes: Promise<Uint8Array>) => {
    const { body, seenTimeoutMs } = fromBinary(UnaryResponseSchema, await bytes);
    return [Buffer.from(body).toString(), seenTimeoutMs];
  };
  const plain = createLocalTransport([echo]);
  expect(await told(plain.callBytes(asked("a")))).toEqual(["a", 0]);
  const local = createLocalTransport([echo], { lane: () => lane });
  expect(await told(local.callBytes(asked("a")))).toEqual(["aa", 1]);
  expect(await told(local.callBytes(asked("")))).toEqual(["", 0]);
  const client = createClient(ConformanceService, local);
  const { body } = await client.unary({ body: Buffer.from("b") }, { headers: { traceparent } });
  expect(Buffer.from(body).toString()).toBe("bb");
  expect(taken.length).toBe(3);
  // What else headers say is for the handler to read.
  await client.unary({ body: Buffer.from("c") }, { headers: { traceparent, "x-own": "1" } });
  expect(taken.length).toBe(3);
});

test.each([
  ["a method nobody serves", { method: `${path}s` }, Code.NotFound],
  ["bytes that are no request", { payload: Buffer.from([0xff]) }, Code.InvalidArgument],
  ["a signal that is aborted", { signal: AbortSignal.abort(new ConnectError("gone", Code.Canceled)) }, Code.Canceled],
  ["no time", { timeoutMs: 0 }, Code.DeadlineExceeded],
])("a call of bytes with %s fails", async (_story, more, code) => {
  const lane: BytesLane = { method: ConformanceService.method.unary, callBytes: () => undefined };
  for (const options of [{}, { lane: () => lane }]) {
    const local = createLocalTransport([echo], options);
    const error = await local.callBytes({ method: path, payload: new Uint8Array(0), ...more }).catch((e: unknown) => e);
    expect(ConnectError.from(error).code).toBe(code);
  }
});

test.each<{ story: string; headers: Record<string, string>; read: boolean }>([
  { story: "a span", headers: { traceparent }, read: true },
  { story: "a span with more to say", headers: { traceparent, tracestate: "k=v" }, read: false },
  { story: "no span", headers: { traceparent: "00-zz" }, read: false },
  { story: "nothing of the kind", headers: { "x-own": "1" }, read: false },
])("headers that name $story reach the handler whole", async ({ headers, read }) => {
  const seen: unknown[] = [];
  const served = route(ConformanceService, {
    unary(_request, context) {
      seen.push(Object.fromEntries(context.requestHeader), context instanceof CallContext && !!context.remoteSpan);
      return {};
    },
  });
  await createClient(ConformanceService, createLocalTransport([served])).unary({}, { headers });
  expect(seen).toEqual([headers, read]);
});
