import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { RequestSchema } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { StartRunRequestSchema } from "@viba/contracts/gen/viba/orchestrator/v1/orchestrator_pb";
import { digestOf } from "@viba/runtime/digest";
import { seededRandom } from "@viba/runtime/random";
import type { Blobs } from "@viba/store/blobs";
import type { Journal } from "@viba/store/journal";
import { openMemoryJournal } from "@viba/store/memory";
import { type FakeClock, fakeClock, settle } from "@viba/testkit/clock";
import { createSeenOffers } from "./core/seen-offers.ts";
import { createEventHub } from "./event-hub.ts";
import { fakeMesh, type FakeMesh } from "./fixtures-mesh.ts";
import { runLimits, type RunLimits, type RunPorts } from "./ports.ts";
import { driveRun } from "./run-driver.ts";
import { readRun } from "./run-log.ts";
import { admitRun } from "./start-run.ts";

/** Blobs in memory; `failing` makes the next puts fail. */
export interface MemoryBlobs extends Blobs {
  readonly held: Map<string, Uint8Array>;
  failing: Error | undefined;
}

/** An empty store of blobs. */
export function memoryBlobs(): MemoryBlobs {
  const held = new Map<string, Uint8Array>();
  return {
    held,
    failing: undefined,
    async put(bytes) {
      if (this.failing) throw this.failing;
      const digest = digestOf(bytes);
      held.set(digest, new Uint8Array(bytes));
      return digest;
    },
    get: async (digest) => held.get(digest),
    has: async (digest) => held.has(digest),
    size: async (digest) => held.get(digest)?.length,
    delete: async (digest) => held.delete(digest),
    async *list() {},
    async [Symbol.asyncDispose]() {},
  };
}

/** An orchestrator's surroundings, all in memory, on a clock that moves when told to. */
export interface World extends AsyncDisposable {
  readonly clock: FakeClock;
  readonly journal: Journal;
  readonly blobs: MemoryBlobs;
  readonly mesh: FakeMesh;
  readonly logged: string[];
  /** Ports of one start of an orchestrator. */
  ports(more?: Partial<RunPorts>, limits?: Partial<RunLimits>): RunPorts;
  /** Takes run "r" in. */
  admit(more?: MessageInitShape<typeof StartRunRequestSchema>): Promise<void>;
  /** Moves the clock on until the task is settled. */
  until<T>(task: Promise<T>): Promise<T>;
  /** Moves the clock on until it holds. */
  when(holds: () => boolean | Promise<boolean>, stepMs?: number): Promise<void>;
  /** Drives run "r" until its driver lets go of it. */
  drive(ports?: RunPorts, stop?: AbortSignal, cancelled?: AbortSignal): ReturnType<typeof driveRun>;
  view(): ReturnType<typeof readRun>;
  /** Kinds and keys of what the journal holds of run "r". */
  keys(): Promise<string[]>;
}

/** The one run of most tests. */
export const runId = "r";

/** Opens a world whose mesh makes D of B and C, and these of A, and A of the brief. */
export async function openWorld(seed = 1): Promise<World> {
  const clock = fakeClock();
  const random = seededRandom(seed);
  const journal = await openMemoryJournal({ clock });
  const blobs = memoryBlobs();
  const mesh = fakeMesh(clock);
  const logged: string[] = [];
  const hubs: Disposable[] = [];
  let starts = 0;

  const seen = createSeenOffers();
  const world: World = {
    clock,
    journal,
    blobs,
    mesh,
    logged,
    ports(more = {}, limits = {}) {
      const log: RunPorts["log"] = (message) => void logged.push(message);
      const hub = createEventHub({ journal: more.journal ?? journal, clock, log });
      hubs.push(hub);
      return {
        clock,
        random,
        journal,
        blobs,
        router: mesh.router,
        registry: mesh.registry,
        hub,
        seen,
        owner: `o${++starts}`,
        limits: { ...runLimits, ...limits },
        log,
        ...more,
      };
    },
    async admit(more = {}) {
      const request = create(StartRunRequestSchema, {
        runId,
        request: create(RequestSchema, { text: "카페" }),
        ...more,
      });
      await admitRun(request, { clock, journal, blobs, hub: createEventHub({ journal, clock, log: () => {} }) });
    },
    async until(task) {
      let settled = false;
      const noted = task.finally(() => (settled = true));
      noted.catch(() => {});
      await world.when(() => settled);
      return noted;
    },
    async when(holds, stepMs = 10) {
      for (let turns = 0; turns < 100_000; turns++) {
        if (await holds()) return;
        // A write takes the journal a few turns of the event loop; only then does time go on.
        for (let n = 0; n < 6; n++) await settle();
        if (await holds()) return;
        clock.advance(stepMs);
      }
      throw new TypeError("it never came to pass");
    },
    drive: (ports = world.ports(), stop = never, cancelled = never) =>
      world.until(driveRun(runId, ports, stop, cancelled)),
    view: () => readRun(runId, { journal }),
    async keys() {
      return (await journal.records(runId)).map((record) => record.key ?? record.kind);
    },
    async [Symbol.asyncDispose]() {
      for (const hub of hubs) hub[Symbol.dispose]();
      await journal[Symbol.asyncDispose]();
    },
  };
  return world;
}

const never = new AbortController().signal;
