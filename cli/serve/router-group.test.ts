import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { createClient } from "@connectrpc/connect";
import { AttemptState, GetAttemptResponseSchema } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { AgentState, RegistryService } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import {
  type DispatchResponse,
  type DispatchResponseSchema,
  RouterService,
} from "@viba/contracts/gen/viba/router/v1/router_pb";
import type { ReasonName } from "@viba/runtime/error-table";
import { MeshError, toConnectError, toMeshError } from "@viba/runtime/errors";
import { createLocalTransport } from "@viba/transport/local";
import { route } from "@viba/transport/routes";
import { beforeEach, describe, expect, test } from "vitest";
import { createRouterGroup, type RouterWay } from "./router-group.ts";

/** A router that answers as the test says. */
interface Fake {
  readonly way: RouterWay;
  open: boolean;
  /** Instead of work: this refusal, before anything is sent or after the attempt was accepted. */
  refuses: ReasonName | undefined;
  begins: boolean;
  /** What it knows of every attempt. */
  attempt: AttemptState;
  agents: { id: string; state: AgentState }[];
  readonly asked: string[];
  /** Lets a dispatch go on to its end. */
  hold: Promise<void>;
}

function fakeRouter(address: string): Fake {
  const refusal = () => toConnectError(new MeshError(fake.refuses!, "refused"));
  const routes = [
    route(RouterService, {
      async *dispatch({ attemptId }): AsyncGenerator<MessageInitShape<typeof DispatchResponseSchema>> {
        fake.asked.push(`dispatch ${attemptId}`);
        if (fake.refuses && !fake.begins) throw refusal();
        yield { event: { case: "accepted", value: { instanceId: address } } };
        await fake.hold;
        if (fake.refuses) throw refusal();
        yield { event: { case: "done", value: {} } };
      },
      findAttempt() {
        if (fake.refuses) throw refusal();
        return { attempt: create(GetAttemptResponseSchema, { state: fake.attempt }) };
      },
      drainAgent: () => ({ instances: fake.agents.length }),
      decide() {
        fake.asked.push("decide");
        if (fake.refuses) throw refusal();
        return {};
      },
    }),
    route(RegistryService, {
      listAgents: () => ({
        agents: fake.agents.map(({ id, state }) => ({
          manifest: { agentId: id },
          instanceId: `${id}-1`,
          state,
          routerInFlight: 1,
        })),
      }),
    }),
  ];
  const transport = createLocalTransport(routes);
  const away = toConnectError(new MeshError("NOT_STARTED", "away"));
  const fake: Fake = {
    way: {
      address,
      transport,
      isOpen: () => fake.open,
      ready: async () => {
        if (!fake.open) throw away;
      },
    },
    open: true,
    refuses: undefined,
    begins: false,
    attempt: AttemptState.UNKNOWN,
    agents: [],
    asked: [],
    hold: Promise.resolve(),
  };
  return fake;
}

let a: Fake;
let b: Fake;
let calls: ReturnType<typeof createClient<typeof RouterService>>;
let registry: ReturnType<typeof createClient<typeof RegistryService>>;
beforeEach(() => {
  [a, b] = [fakeRouter("a"), fakeRouter("b")];
  const group = createRouterGroup([a.way, b.way]);
  [calls, registry] = [createClient(RouterService, group), createClient(RegistryService, group)];
});

async function run(attemptId = "x"): Promise<string[]> {
  const heard: string[] = [];
  const note = ({ event }: DispatchResponse) =>
    heard.push(event.case === "accepted" ? `accepted by ${event.value.instanceId}` : String(event.case));
  try {
    for await (const response of calls.dispatch({ attemptId })) note(response);
  } catch (error) {
    heard.push(toMeshError(error).reason);
  }
  return heard;
}

describe("work", () => {
  test("goes in turn to both, and to the one with less under way", async () => {
    let release = () => {};
    a.hold = new Promise((resolve) => (release = resolve));
    const first = run("1");
    expect([await run("2"), await run("3"), await run("4")].flat()).toEqual(
      ["b", "b", "b"].flatMap((name) => [`accepted by ${name}`, "done"]),
    );
    release();
    expect(await first).toEqual(["accepted by a", "done"]);
    expect((await run("5"))[0]).toBe("accepted by a");
    expect((await run("6"))[0]).toBe("accepted by b");
  });

  interface Refused {
    readonly what: string;
    readonly refuses: ReasonName;
    readonly begins?: boolean;
    readonly heard: string[];
  }
  test.each<Refused>([
    { what: "drains", refuses: "DRAINING", heard: ["accepted by b", "done"] },
    { what: "lost the call before it began", refuses: "NOT_STARTED", heard: ["accepted by b", "done"] },
    { what: "has just started and knows no agents", refuses: "NO_CAPABLE_AGENT", heard: ["accepted by b", "done"] },
    { what: "is overloaded", refuses: "OVERLOADED", heard: ["OVERLOADED"] },
    { what: "lost the agent", refuses: "UNKNOWN_OUTCOME", heard: ["UNKNOWN_OUTCOME"] },
    {
      what: "drains, but the work was begun",
      refuses: "DRAINING",
      begins: true,
      heard: ["accepted by a", "DRAINING"],
    },
  ])("a router that $what: $heard", async ({ refuses, begins = false, heard }) => {
    Object.assign(a, { refuses, begins });
    expect(await run()).toEqual(heard);
  });

  test("goes past a router that can't be reached, without asking it", async () => {
    a.open = false;
    expect((await run()).concat(await run())).toEqual(["accepted by b", "done", "accepted by b", "done"]);
    expect(a.asked).toEqual([]);
  });

  test("nobody there, or nobody who can: says the more telling of the two", async () => {
    [a.refuses, b.refuses] = ["NO_CAPABLE_AGENT", "NOT_STARTED"];
    expect(await run()).toEqual(["NO_CAPABLE_AGENT"]);
    [a.open, b.open] = [false, false];
    expect(await run()).toEqual(["NOT_STARTED"]);
  });

  test("a choice is made by the next router too", async () => {
    a.refuses = "DRAINING";
    await calls.decide({});
    expect([a.asked, b.asked]).toEqual([["decide"], ["decide"]]);
  });
});

describe("what each router knows is put together", () => {
  test("an attempt that one of them knows is known, whoever else is away", async () => {
    b.attempt = AttemptState.RUNNING;
    expect((await calls.findAttempt({})).attempt?.state).toBe(AttemptState.RUNNING);
    a.refuses = "DRAINING";
    expect((await calls.findAttempt({})).attempt?.state).toBe(AttemptState.RUNNING);
    [b.attempt, a.refuses] = [AttemptState.UNKNOWN, undefined];
    expect((await calls.findAttempt({})).attempt?.state).toBe(AttemptState.UNKNOWN);
  });

  test("an instance is there once, as the router that reaches it best sees it", async () => {
    a.agents = [
      { id: "y", state: AgentState.SUSPECT },
      { id: "x", state: AgentState.READY },
    ];
    b.agents = [{ id: "y", state: AgentState.READY }];
    const { agents } = await registry.listAgents({});
    expect(agents.map((one) => [one.instanceId, one.state, one.routerInFlight])).toEqual([
      ["x-1", AgentState.READY, 1],
      ["y-1", AgentState.READY, 2],
    ]);
    expect((await calls.drainAgent({ agentId: "y" })).instances).toBe(2);
  });
});
