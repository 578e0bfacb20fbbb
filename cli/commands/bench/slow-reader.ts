import { loadavg } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { createClient } from "@connectrpc/connect";
import { ConformanceService } from "@viba/contracts/gen/viba/conformance/v1/conformance_pb";
import { startChild } from "./child.ts";
import { linkTo, timeoutMs } from "./kinds.ts";
import { load, type Sample } from "./load.ts";
import { type BenchResult, rowsOf } from "./rows.ts";
import { requestBody } from "./shapes.ts";

/** Small calls under way: more than ten thousand a second on any machine this is meant for; the rate is printed. */
const inFlight = 8;

/** Long enough for the slow reader to take a message or two. */
const windowMs = 1500;

/** What the slow reader is sent, as fast as credit allows. */
const slowMessages = { count: 100_000, size: 32 * 1024 };

/** Between two messages of the slow reader. */
const readEveryMs = 1000;

/** Small calls alone and beside a reader on the same link that takes one message a second, window by window. */
export async function benchSlowReader(rounds: number): Promise<BenchResult> {
  const before = loadavg()[0]!;
  const child = await startChild("link-connect");
  const link = linkTo(child.port);
  const client = createClient(ConformanceService, link.transport);
  const call = (signal: AbortSignal) => client.unary({ body: requestBody }, { timeoutMs, signal });
  const sample = async (): Promise<Sample> => {
    const given = await load({ call, inFlight, durationMs: windowMs, othersCpuUs: child.cpuUs });
    return { ...given, memoryBytes: process.memoryUsage.rss() + (await child.memoryBytes()) };
  };
  const alone: Sample[] = [];
  const beside: Sample[] = [];
  try {
    await link.ready();
    for (let round = -1; round < rounds; round++) {
      const quiet = await sample();
      const stop = new AbortController();
      const reader = readSlowly(client, stop.signal);
      const slow = await sample();
      stop.abort();
      await reader;
      if (round < 0) continue;
      alone.push(quiet);
      beside.push(slow);
    }
  } finally {
    link.close();
    child.stop();
  }
  const base = "small.alone";
  const cells = [
    { kind: base, inFlight, samples: alone },
    { kind: "small.beside-slow-reader", inFlight, samples: beside },
  ];
  const rows = rowsOf(cells, base);
  return { bench: "slow-reader", base, rounds, load: [before, loadavg()[0]!], rows, skipped: [] };
}

type Client = ReturnType<typeof createClient<typeof ConformanceService>>;

/** Takes a message a second until it is stopped. */
async function readSlowly(client: Client, signal: AbortSignal): Promise<void> {
  try {
    for await (const _ of client.serverStream(slowMessages, { signal })) await wait(readEveryMs, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
