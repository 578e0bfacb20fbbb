import { createClient } from "@connectrpc/connect";
import { GatewayService } from "@viba/contracts/gen/viba/gateway/v1/gateway_pb";
import { openEmbeddedBus } from "@viba/bus/embedded";
import { toMeshError } from "@viba/runtime/errors";
import { fakeClock, settle } from "@viba/testkit/clock";
import { createLocalTransport } from "@viba/transport/local";
import { route } from "@viba/transport/routes";
import { expect, test } from "vitest";
import { eventHandlers, watchLimits } from "./events-route.ts";

const body = new Uint8Array([1]);

async function open() {
  const clock = fakeClock();
  const bus = await openEmbeddedBus({ clock });
  const routes = [route(GatewayService, eventHandlers({ bus, clock }))];
  const client = createClient(GatewayService, createLocalTransport(routes, { throughBytes: true }));
  const end = new AbortController();
  /** Begins to watch; `next` gives the next event. */
  const watch = async (patterns: string[] = [], until = end) => {
    const events = client.watchEvents({ patterns }, { signal: until.signal })[Symbol.asyncIterator]();
    const first = events.next();
    first.catch(() => undefined);
    await settle();
    let given: typeof first | undefined = first;
    return {
      next: async () => {
        const { value } = await (given ?? events.next());
        given = undefined;
        return value!;
      },
      first,
    };
  };
  return { bus, watch, end };
}

test("shows what is published and appended, with type and headers, and only the mesh's own", async () => {
  const { bus, watch } = await open();
  const events = await watch();
  bus.publish({ subject: "somebody.elses", body });
  bus.publish({ subject: "telemetry.load", headers: { traceparent: "t" }, body });
  await bus.append({ subject: "run.events.r1", body }, "1");
  expect(await events.next()).toMatchObject({
    subject: "telemetry.load",
    type: "viba.event.v1.LoadReported",
    headers: { traceparent: "t" },
    body,
    dropped: 0n,
  });
  expect(await events.next()).toMatchObject({ subject: "run.events.r1", type: "viba.event.v1.RunChanged" });
});

test("shows only what was asked for", async () => {
  const { bus, watch } = await open();
  const events = await watch(["learning.>", "run.events.*"]);
  bus.publish({ subject: "telemetry.load", body });
  await bus.append({ subject: "learning.outcome", body }, "1");
  expect(await events.next()).toMatchObject({ subject: "learning.outcome" });
});

test("a slow reader loses the oldest and is told how many", async () => {
  const { bus, watch } = await open();
  const events = await watch();
  const more = 10;
  bus.publish({ subject: "telemetry.load", body });
  await events.next();
  for (let n = 0; n < watchLimits.waiting + more; n++) {
    bus.publish({ subject: "telemetry.load", body });
    if (n % 100 === 0) await settle();
  }
  await settle();
  // Some are already on their way to the reader when it stops; what it lost is told with the next.
  let dropped = 0n;
  for (let n = 0; n < 20 && dropped === 0n; n++) dropped = (await events.next()).dropped;
  expect(dropped).toBeGreaterThan(0n);
});

test.each([[["a..b"]], [["a.>.b"]], [Array.from({ length: 17 }, () => "a")]])(
  "refuses the patterns %j",
  async (patterns) => {
    const { watch } = await open();
    const { first } = await watch(patterns);
    const error = await first.catch((thrown: unknown) => thrown);
    expect(toMeshError(error)).toMatchObject({ reason: "INVALID_ARGUMENT", facts: { field: "patterns" } });
  },
);

test("too many watchers are refused until one leaves", async () => {
  const { bus, watch, end } = await open();
  const watching = [];
  for (let n = 0; n < watchLimits.watchers; n++) watching.push(await watch());
  const refused = await (await watch()).first.catch((thrown: unknown) => thrown);
  expect(toMeshError(refused).reason).toBe("OVERLOADED");
  const ended = watching.map(({ first }) => first.catch(() => undefined));
  end.abort();
  await Promise.all(ended);
  const later = await watch([], new AbortController());
  bus.publish({ subject: "telemetry.load", body });
  expect(await later.next()).toMatchObject({ subject: "telemetry.load" });
});
