import { loadavg } from "node:os";
import { createClient } from "@connectrpc/connect";
import { ConformanceService } from "@viba/contracts/gen/viba/conformance/v1/conformance_pb";
import { systemClock } from "@viba/runtime/clock";
import { chunkBytes } from "@viba/orchestrator-service/artifact-routes";
import { systemRandom } from "@viba/runtime/random";
import { dialLink } from "@viba/transport/link/dial-link";
import { startChild } from "./child.ts";
import { load, type Sample } from "./load.ts";
import { type BenchResult, rowsOf } from "./rows.ts";
import { requestBody } from "./shapes.ts";

/** Messages of the stream in one MiB: each is a piece of an artifact, as those that hold artifacts send it. */
const messagesPerMiB = (1024 * 1024) / chunkBytes;

/** Small calls under way beside the stream. */
const inFlight = 8;

/** As long as a stream takes about: collections of garbage are rare, and have to be met in both. */
const aloneMs = 3000;

/** What goes by while the small calls are measured, each round. */
const streamMiB = 1024;

/**
 * Small calls alone, and on the same link as a stream of 1 GiB: what flow control and fairness are for. The stream's own rate
 * is that of its row in MiB a second.
 */
export async function benchStream(rounds: number): Promise<BenchResult> {
  const before = loadavg()[0]!;
  const child = await startChild("link-connect");
  const link = dialLink({
    address: `127.0.0.1:${child.port}`,
    clock: systemClock,
    random: systemRandom,
    name: "client",
  });
  const client = createClient(ConformanceService, link.transport);
  const call = (signal: AbortSignal) => client.unary({ body: requestBody }, { timeoutMs: 60_000, signal });
  const alone: Sample[] = [];
  const beside: Sample[] = [];
  const stream: Sample[] = [];
  try {
    await link.ready();
    for (let round = -1; round < rounds; round++) {
      const quiet = await load({ call, inFlight, durationMs: aloneMs, othersCpuUs: child.cpuUs });
      const moved = moveStream(client, round < 0 ? 64 : streamMiB);
      const busy = await load({ call, inFlight, durationMs: 60_000, until: moved, othersCpuUs: child.cpuUs });
      if (round < 0) continue;
      alone.push(quiet);
      beside.push(busy);
      stream.push(await moved);
    }
  } finally {
    link.close();
    child.stop();
  }
  const base = "small.alone";
  const cells = [
    { kind: base, inFlight, samples: alone },
    { kind: "small.beside-1GiB", inFlight, samples: beside },
    { kind: "stream.MiB", inFlight, samples: stream },
  ];
  return { bench: "stream", base, rounds, load: [before, loadavg()[0]!], rows: rowsOf(cells, base), skipped: [] };
}

type Client = ReturnType<typeof createClient<typeof ConformanceService>>;

/** Reads the stream as fast as it comes; one MiB counts as one call. */
async function moveStream(client: Client, mib: number): Promise<Sample> {
  const startMs = performance.now();
  for await (const { body } of client.serverStream({ count: mib * messagesPerMiB, size: chunkBytes })) {
    if (body.length !== chunkBytes) break;
  }
  const eachMs = (performance.now() - startMs) / mib;
  return { rate: 1000 / eachMs, cpuUs: 0, p50Ms: eachMs, p99Ms: eachMs };
}
