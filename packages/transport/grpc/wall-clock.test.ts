import { createClient } from "@connectrpc/connect";
import { ConformanceService } from "@viba/contracts/gen/viba/conformance/v1/conformance_pb";
import { toMeshError } from "@viba/runtime/errors";
import { afterEach, expect, test, vi } from "vitest";
import { route } from "../routes.ts";
import { createGrpcTransport } from "./client.ts";
import { serveGrpc } from "./server.ts";

afterEach(() => void vi.restoreAllMocks());

/** A server that answers with the milliseconds a call has left, or, asked with a body, never before it is over. */
const timeLeft = route(ConformanceService, {
  async unary({ body }, context) {
    if (body.length > 0) await new Promise((resolve) => context.signal.addEventListener("abort", resolve));
    return { seenTimeoutMs: context.timeoutMs() ?? 0 };
  },
});

test.each([3_600_000, -3_600_000])("a wall clock that was set by %d ms changes no call's time", async (jumpMs) => {
  const server = await serveGrpc({ routes: [timeLeft], host: "127.0.0.1", port: 0 });
  const transport = createGrpcTransport({ address: `127.0.0.1:${server.port}` });
  const client = createClient(ConformanceService, transport);
  try {
    const now = Date.now.bind(Date);
    vi.spyOn(Date, "now").mockImplementation(() => now() + jumpMs);
    const { seenTimeoutMs } = await client.unary({}, { timeoutMs: 20_000 });
    expect(seenTimeoutMs).toBeGreaterThan(0);
    expect(seenTimeoutMs).toBeLessThanOrEqual(20_000);
    const late = client.unary({ body: new Uint8Array([1]) }, { timeoutMs: 50 });
    expect(await late.catch((error: unknown) => toMeshError(error).reason)).toBe("DEADLINE");
  } finally {
    transport.close();
    await server.close(0);
  }
});
