import { create } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { ErrorDetailSchema, Reason } from "@viba/contracts/gen/viba/error/v1/error_pb";
import type { RunEvent } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { expect, test } from "vitest";
import { recordedRun } from "../fixtures.ts";
import { reconnectDefaults, watch, type WatchSignal } from "./watch.ts";

const end = recordedRun.length;
const failure = (reason: Reason, code: Code) =>
  new ConnectError("no", code, undefined, [{ desc: ErrorDetailSchema, value: create(ErrorDetailSchema, { reason }) }]);
const lostFetch = new TypeError("Failed to fetch");

/** A mesh whose streams break off as the script says: each entry is one connection. */
function scripted(connections: readonly { readonly until: number; readonly error?: Error }[]) {
  const opened: bigint[] = [];
  const pauses: number[] = [];
  let renewed = 0;
  const left = [...connections];
  async function* open(after: bigint): AsyncGenerator<{ event?: RunEvent }> {
    opened.push(after);
    const { until, error } = left.shift()!;
    for (const event of recordedRun.slice(0, until))
      if (event.sequence > after || event.sequence === 0n) yield { event };
    if (error) throw error;
  }
  const ports = {
    open,
    renew: async () => void renewed++,
    wait: async (delayMs: number) => void pauses.push(delayMs),
  };
  return { ports, opened, pauses, renewed: () => renewed };
}

async function collect(signals: AsyncIterable<WatchSignal>): Promise<WatchSignal[]> {
  const heard: WatchSignal[] = [];
  for await (const signal of signals) heard.push(signal);
  return heard;
}

const live = new AbortController().signal;
const sequences = (heard: readonly WatchSignal[]) =>
  heard.flatMap((signal) => (signal.kind === "event" && signal.event.sequence > 0n ? [signal.event.sequence] : []));

test("hears a whole run over one connection and does not ask again", async () => {
  const mesh = scripted([{ until: end }]);
  expect(sequences(await collect(watch(mesh.ports, live)))).toHaveLength(end - 1);
  expect(mesh.opened).toEqual([0n]);
});

test("goes on after the last position heard, each event once", async () => {
  const mesh = scripted([{ until: 6, error: lostFetch }, { until: 9 }, { until: end }]);
  const heard = await collect(watch(mesh.ports, live));
  const found = sequences(heard);
  expect(new Set(found).size).toBe(found.length);
  expect(found).toHaveLength(end - 1);
  expect(mesh.opened).toEqual([0n, 6n, 9n]);
  expect(heard.filter((signal) => signal.kind === "lost")).toMatchObject([{ problem: { reason: "UNREACHABLE" } }]);
});

test("pauses grow while nobody answers and start anew once somebody does", async () => {
  const silent = { until: 0, error: lostFetch };
  const mesh = scripted([silent, silent, { until: 3, error: lostFetch }, ...Array(8).fill(silent), { until: end }]);
  await collect(watch(mesh.ports, live));
  expect(mesh.pauses.slice(0, 5)).toEqual([250, 500, 250, 500, 1000]);
  expect(Math.max(...mesh.pauses)).toBe(reconnectDefaults.longestMs);
});

test("a mesh started anew gets a new cookie before the next try", async () => {
  const mesh = scripted([{ until: 2, error: failure(Reason.UNAUTHENTICATED, Code.Unauthenticated) }, { until: end }]);
  await collect(watch(mesh.ports, live));
  expect(mesh.renewed()).toBe(1);
});

test("an unknown run is told at once, not tried for ever", async () => {
  const mesh = scripted([{ until: 0, error: failure(Reason.NOT_FOUND, Code.NotFound) }]);
  await expect(collect(watch(mesh.ports, live))).rejects.toMatchObject({ code: Code.NotFound });
  expect(mesh.opened).toHaveLength(1);
});

test("ends without a word when nobody looks any more", async () => {
  const stop = new AbortController();
  const mesh = scripted([{ until: 4, error: lostFetch }]);
  const signals = watch({ ...mesh.ports, wait: async () => stop.abort() }, stop.signal);
  const heard = await collect(signals);
  expect(heard.at(-1)?.kind).toBe("lost");
  expect(mesh.opened).toHaveLength(1);
});
