import { createClient } from "@connectrpc/connect";
import { ConformanceService } from "@viba/contracts/gen/viba/conformance/v1/conformance_pb";
import { expect, test } from "vitest";
import { CallContext } from "./call-context.ts";
import { createLocalTransport } from "./local.ts";
import { route } from "./routes.ts";

const traceparent = `00-${"a1".repeat(16)}-${"b2".repeat(8)}-01`;

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
