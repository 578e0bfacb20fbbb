import { createClient } from "@connectrpc/connect";
import { Health, HealthCheckResponse_ServingStatus as Status } from "@viba/contracts/gen/grpc/health/v1/health_pb";
import { MeshError } from "@viba/runtime/errors";
import type { ReasonName } from "@viba/runtime/error-table";
import { fakeClock } from "@viba/testkit/clock";
import { createLocalTransport } from "@viba/transport/local";
import { route } from "@viba/transport/routes";
import { expect, test } from "vitest";
import { registryWith } from "./fixtures.ts";
import { healthTimes, watchHealth } from "./health-watch.ts";

type Answer = Status | ReasonName;

/** A watch over instances that answer what the test says. */
function watched(...instanceIds: string[]) {
  const clock = fakeClock();
  const registry = registryWith(...instanceIds);
  const asked: string[] = [];
  const replaced: string[] = [];
  const state = { answer: Status.SERVING as Answer };
  const healthOf = (instanceId: string) => {
    const check = () => {
      asked.push(instanceId);
      if (typeof state.answer === "string") throw new MeshError(state.answer, "no");
      return { status: state.answer };
    };
    return createClient(Health, createLocalTransport([route(Health, { check })]));
  };
  const connections = {
    health: ({ instanceId }: { instanceId: string }) => healthOf(instanceId),
    replace: (instanceId: string) => void replaced.push(instanceId),
  };
  const watch = watchHealth({ clock, registry, connections });
  const rounds = async (...answers: Answer[]) => {
    for (const answer of answers) {
      state.answer = answer;
      await clock.advanceAsync(healthTimes.everyMs);
    }
  };
  return { clock, registry, asked, replaced, rounds, watch };
}

const { SERVING, NOT_SERVING } = Status;

test.each<{ answers: Answer[]; unhealthy: unknown; replaced: number }>([
  { answers: [SERVING], unhealthy: undefined, replaced: 0 },
  { answers: [NOT_SERVING], unhealthy: "it says that it doesn't serve", replaced: 0 },
  { answers: [NOT_SERVING, SERVING], unhealthy: undefined, replaced: 0 },
  { answers: ["DEADLINE"], unhealthy: undefined, replaced: 0 },
  { answers: ["DEADLINE", "DEADLINE"], unhealthy: "it doesn't answer (no)", replaced: 1 },
  { answers: ["NOT_STARTED", "UNKNOWN_OUTCOME", "DEADLINE"], unhealthy: "it doesn't answer (no)", replaced: 2 },
  { answers: ["DEADLINE", SERVING, "DEADLINE"], unhealthy: undefined, replaced: 0 },
  { answers: ["DEADLINE", "DEADLINE", SERVING], unhealthy: undefined, replaced: 1 },
  { answers: ["DEADLINE", "DEADLINE", "NOT_FOUND"], unhealthy: undefined, replaced: 1 },
  { answers: ["UNAUTHENTICATED", "UNAUTHENTICATED"], unhealthy: undefined, replaced: 0 },
])("an agent that answers $answers: $unhealthy", async ({ answers, unhealthy, replaced: times }) => {
  const { registry, rounds, replaced, watch } = watched("a-1");
  await rounds(...answers);
  expect([registry.get("a-1")!.unhealthy, replaced.length]).toEqual([unhealthy, times]);
  watch.cancel();
});

test("all are asked in turn when there are more than one round takes, and nobody when it has ended", async () => {
  const ids = Array.from({ length: healthTimes.mostAsked + 100 }, (_, at) => `a-${at}`);
  const { asked, rounds, watch, clock } = watched(...ids);
  await rounds(SERVING);
  expect(asked).toHaveLength(healthTimes.mostAsked);
  await rounds(SERVING);
  expect(new Set(asked).size).toBe(ids.length);
  watch.cancel();
  expect(clock.pending).toBe(0);
});
