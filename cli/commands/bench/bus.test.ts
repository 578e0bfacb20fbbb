import { expect, test } from "vitest";
import { benchBus } from "./bus.ts";

test("without a nats-server the embedded bus is measured, and what was left out is said", async () => {
  const { base, rows, skipped } = await benchBus(1, { PATH: "/nowhere" });
  expect(base).toBe("the embedded bus");
  expect(rows.map(({ kind, in_flight }) => `${kind} ${in_flight}`)).toEqual([
    "publish.embedded 1",
    "publish.embedded 64",
    "append.embedded 1",
    "append.embedded 64",
  ]);
  expect(rows.every(({ rate, cpu_us }) => rate > 0 && cpu_us > 0)).toBe(true);
  expect(skipped).toEqual([
    "nats: no nats-server on the PATH or in VIBA_SERVERS",
    "nats-sync-always: no nats-server on the PATH or in VIBA_SERVERS",
  ]);
});
