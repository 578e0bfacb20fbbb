import { createClient } from "@connectrpc/connect";
import { Role } from "@viba/contracts/gen/viba/core/v1/access_pb";
import { CacheService, file_viba_cache_v1_cache } from "@viba/contracts/gen/viba/cache/v1/cache_pb";
import { file_viba_learner_v1_learner, LearnerService } from "@viba/contracts/gen/viba/learner/v1/learner_pb";
import { systemClock } from "@viba/runtime/clock";
import { guard } from "@viba/transport/guard";
import { serveLink } from "@viba/transport/link/serve-link";
import { bearerToken } from "@viba/transport/principal";
import { route } from "@viba/transport/routes";
import { file_viba_monitor_v1_monitor } from "@viba/contracts/gen/viba/monitor/v1/monitor_pb";
import { file_viba_orchestrator_v1_artifact } from "@viba/contracts/gen/viba/orchestrator/v1/artifact_pb";
import { file_viba_orchestrator_v1_orchestrator } from "@viba/contracts/gen/viba/orchestrator/v1/orchestrator_pb";
import { file_viba_router_v1_registry } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import { file_viba_router_v1_router } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { expect, test } from "vitest";
import { dialMesh } from "./dial-mesh.ts";
import { ownerOf } from "./services.ts";

const clock = systemClock;
const service = { roles: [Role.SERVICE], subject: "service", tenant: "local" };

/** A learner that listens for links and believes one token. */
function startLearner() {
  const verify = (header: Headers) => (bearerToken(header) === "right" ? service : undefined);
  const learner = route(LearnerService, { getSnapshot: () => ({ snapshot: { version: 7n } }) });
  const routes = [guard(learner, { verify, monotonicMs: () => clock.monotonicMs() })];
  return serveLink({ host: "127.0.0.1", port: 0, clock, name: "learner", routes, verify });
}

test("a call goes to the process that owns its service, which believes the mesh's token and no other", async () => {
  const server = await startLearner();
  const addresses = { learner: `127.0.0.1:${server.port}` };
  const right = dialMesh({ addresses, token: "right", name: "router" });
  const wrong = dialMesh({ addresses, token: "wrong", name: "router" });
  try {
    expect((await createClient(LearnerService, right.transport).getSnapshot({})).snapshot?.version).toBe(7n);
    await expect(createClient(LearnerService, wrong.transport).getSnapshot({})).rejects.toThrow(/token/);
    await expect(createClient(CacheService, right.transport).get({})).rejects.toThrow("router knows no address for");
  } finally {
    right.close();
    wrong.close();
    await server.close(100);
  }
});

test("every service of the mesh has an owner", () => {
  const files = [
    file_viba_cache_v1_cache,
    file_viba_learner_v1_learner,
    file_viba_monitor_v1_monitor,
    file_viba_orchestrator_v1_artifact,
    file_viba_orchestrator_v1_orchestrator,
    file_viba_router_v1_registry,
    file_viba_router_v1_router,
  ];
  const services = files.flatMap((file) => file.services.map(({ typeName }) => typeName));
  expect(services.filter((name) => ownerOf[name] === undefined)).toEqual([]);
});
