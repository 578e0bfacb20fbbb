import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import type { Bus } from "@viba/bus/bus";
import { openEmbeddedBus } from "@viba/bus/embedded";
import { openNatsBus } from "@viba/bus/nats";
import { systemClock } from "@viba/runtime/clock";
import { newId } from "@viba/runtime/random";
import { load, type Sample } from "./load.ts";
import { findNats, startBenchNats } from "./nats-server.ts";
import { type BenchResult, type Cell, rowsOf } from "./rows.ts";

const clock = systemClock;
/** A usual event. */
const body = new Uint8Array(256).fill(7);
const roundMs = 500;
/** One at a time for latency, 64 for throughput. */
const concurrencies = [1, 64] as const;

/** An engine of the bus with its way of storing. */
interface Engine {
  readonly name: string;
  readonly bus: Bus;
  readonly cpuUs: () => number;
}

/**
 * Messages a second and CPU of all processes for each: `publish` until a subscriber has heard it, `append` until it is
 * acknowledged as stored. Embedded (SQLite without sync), NATS as it comes (acknowledges before it syncs) and NATS with `sync_interval: always`.
 */
export async function benchBus(
  rounds: number,
  env: Readonly<Record<string, string | undefined>>,
): Promise<BenchResult> {
  const before = loadavg()[0]!;
  await using stack = new AsyncDisposableStack();
  const { engines, skipped } = await openEngines(stack, env);
  const actions = engines.flatMap(({ name, bus, cpuUs }) => [
    { kind: `publish.${name}`, make: () => publisher(bus), cpuUs },
    { kind: `append.${name}`, make: () => Promise.resolve(appender(bus)), cpuUs },
  ]);
  const cells = await Promise.all(
    actions.flatMap(({ kind, make, cpuUs }) =>
      concurrencies.map(async (inFlight) => ({ kind, inFlight, cpuUs, call: await make(), samples: [] as Sample[] })),
    ),
  );
  // Round -1 warms up; kinds take turns, so that a slow minute of the machine meets them all.
  for (let round = -1; round < rounds; round++) {
    for (const { call, inFlight, cpuUs, samples } of cells) {
      const sample = await load({ call, inFlight, durationMs: roundMs, othersCpuUs: async () => cpuUs() });
      if (round >= 0) samples.push(sample);
    }
  }
  const of = (action: string): Cell[] => cells.filter(({ kind }) => kind.startsWith(`${action}.`));
  const rows = ["publish", "append"].flatMap((action) => rowsOf(of(action), `${action}.embedded`));
  return { bench: "bus", base: "the embedded bus", rounds, load: [before, loadavg()[0]!], rows, skipped };
}

async function openEngines(stack: AsyncDisposableStack, env: Readonly<Record<string, string | undefined>>) {
  const folder = await mkdtemp(join(tmpdir(), "viba-bench-bus-"));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const embedded = stack.use(await openEmbeddedBus({ clock, path: join(folder, "bus.sqlite") }));
  const engines: Engine[] = [{ name: "embedded", bus: embedded, cpuUs: () => 0 }];
  const binary = findNats(env);
  const kinds = { nats: "2m", "nats-sync-always": "always" };
  if (!binary) {
    const why = "no nats-server on the PATH or in VIBA_SERVERS";
    return { engines, skipped: Object.keys(kinds).map((name) => `${name}: ${why}`) };
  }
  for (const [name, sync] of Object.entries(kinds)) {
    const server = stack.use(await startBenchNats(binary, sync));
    const bus = stack.use(await openNatsBus({ urls: [server.url], clock, name: "viba bench" }));
    engines.push({ name, bus, cpuUs: server.cpuUs });
  }
  return { engines, skipped: [] };
}

/** Publishes and waits until its own subscription hears it. */
async function publisher(bus: Bus): Promise<() => Promise<void>> {
  const waiting = new Map<string, () => void>();
  const subject = `bench.${newId("publish")}`;
  await bus.subscribe(`${subject}.*`, (message) => waiting.get(message.subject)?.());
  let sent = 0;
  return () =>
    new Promise((resolve) => {
      const name = `${subject}.${sent++}`;
      waiting.set(name, () => {
        waiting.delete(name);
        resolve();
      });
      bus.publish({ subject: name, body });
    });
}

/** Appends to a stream of the mesh, each message with an id of its own. */
function appender(bus: Bus): () => Promise<unknown> {
  const run = newId("run");
  let sent = 0;
  return () => {
    const id = `${run}/${sent++}`;
    return bus.append({ subject: `run.events.${run}`, body }, id);
  };
}
