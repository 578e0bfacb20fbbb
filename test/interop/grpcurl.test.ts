import { execFile, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { tempFolder } from "../support/command.ts";
import { startMesh, until } from "../support/mesh.ts";
import { findServer, skipReason } from "../support/servers.ts";

const skip = skipReason("grpcurl");
const execute = promisify(execFile);

describe.skipIf(skip)(`grpcurl ${skip ?? ""}`, () => {
  test("lists, describes and calls the services, and sees health flip on drain", async () => {
    const grpcurl = findServer("grpcurl")!;
    using folder = tempFolder();
    await using mesh = await startMesh(folder.path);
    const token = readFileSync(join(folder.path, "owner-token"), "utf8").trim();
    const run = async (...args: string[]) => (await execute(grpcurl, ["-plaintext", ...args])).stdout;

    const listed = await run(mesh.grpc, "list");
    for (const service of [
      "router.v1.RouterService",
      "router.v1.RegistryService",
      "learner.v1.LearnerService",
      "cache.v1.CacheService",
    ]) {
      expect(listed).toContain(`viba.${service}`);
    }
    expect(await run(mesh.grpc, "describe", "viba.router.v1.RouterService")).toContain("rpc Dispatch");
    const header = `authorization: Bearer ${token}`;
    const agents = JSON.parse(
      await run("-H", header, "-d", "{}", mesh.grpc, "viba.router.v1.RegistryService/ListAgents"),
    ) as {
      agents: { manifest: { agentId: string } }[];
    };
    expect(agents.agents.map((agent) => agent.manifest.agentId)).toContain("bim_specialist");
    await expect(run("-d", "{}", mesh.grpc, "viba.router.v1.RegistryService/ListAgents")).rejects.toThrow(
      /Unauthenticated/,
    );
    await expect(run("-H", header, "-d", "{}", mesh.grpc, "viba.router.v1.RegistryService/Heartbeat")).rejects.toThrow(
      /PermissionDenied/,
    );
    expect(await run(mesh.grpc, "grpc.health.v1.Health/Check")).toContain("SERVING");

    const watching = spawn(grpcurl, ["-plaintext", mesh.grpc, "grpc.health.v1.Health/Watch"]);
    let seen = "";
    watching.stdout.setEncoding("utf8").on("data", (text: string) => (seen += text));
    const ended = new Promise((resolve) => watching.once("close", resolve));
    // The drain begins only once the watcher is there, or it would watch nothing.
    await until(() => seen.includes("SERVING"));
    mesh.parent.kill("SIGTERM");
    await ended;
    expect(seen).toContain("NOT_SERVING");
  });
});
