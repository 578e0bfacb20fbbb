import { createClient } from "@connectrpc/connect";
import { Role } from "@viba/contracts/gen/viba/core/v1/access_pb";
import { ArtifactService, MemoryService } from "@viba/contracts/gen/viba/orchestrator/v1/artifact_pb";
import { digestOf } from "@viba/runtime/digest";
import { toMeshError } from "@viba/runtime/errors";
import { createLocalTransport } from "@viba/transport/local";
import { meshService, type Principal } from "@viba/transport/principal";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { artifactRoutes, chunkBytes, maxBlobBytes } from "./artifact-routes.ts";
import { openWorld, type World } from "./fixtures.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await world.admit();
});
afterEach(() => world[Symbol.asyncDispose]());

const as = (principal: Principal) => createLocalTransport(artifactRoutes(world), { throughBytes: true, principal });
const artifacts = (principal = meshService) => createClient(ArtifactService, as(principal));
const memory = (principal = meshService) => createClient(MemoryService, as(principal));
const person = (role: Role): Principal => ({ roles: [role], subject: "somebody", tenant: "local" });
const reasonOf = (task: Promise<unknown>) =>
  task.then(
    () => "none",
    (error: unknown) => toMeshError(error).reason,
  );
async function* pieces(...sizes: number[]) {
  for (const size of sizes) yield { chunk: new Uint8Array(size).fill(5) };
}

describe("blobs", () => {
  test.each([[[]], [[1]], [[0, 0, 3]], [[chunkBytes, chunkBytes, 7]]])(
    "of pieces %j come back whole",
    async (sizes) => {
      const whole = new Uint8Array(sizes.reduce((a, b) => a + b, 0)).fill(5);
      const { digest, size } = await artifacts().putBlob(pieces(...sizes));
      expect([digest, size]).toEqual([digestOf(whole), BigInt(whole.length)]);
      const chunks = await Array.fromAsync(artifacts().getBlob({ digest }));
      expect(Buffer.concat(chunks.map((one) => one.chunk)).equals(whole)).toBe(true);
      expect(chunks.every((one) => one.chunk.length <= chunkBytes)).toBe(true);
    },
  );

  test("are bounded, piece by piece and in all", async () => {
    expect(await reasonOf(artifacts().putBlob(pieces(chunkBytes + 1)))).toBe("TOO_LARGE");
    const many = Array.from({ length: maxBlobBytes / chunkBytes + 1 }, () => chunkBytes);
    expect(await reasonOf(artifacts().putBlob(pieces(...many)))).toBe("TOO_LARGE");
    expect(world.blobs.held.size).toBe(0);
  });

  test.each([
    ["INVALID_ARGUMENT", "../../etc/passwd"],
    ["INVALID_ARGUMENT", ""],
    ["INVALID_ARGUMENT", "A".repeat(64)],
    ["NOT_FOUND", "a".repeat(64)],
  ])("%s: reading %j", async (reason, digest) => {
    expect(await reasonOf(Array.fromAsync(artifacts().getBlob({ digest })))).toBe(reason);
  });
});

describe("values that the agents of a run share", () => {
  test("are written against a revision", async () => {
    const value = new Uint8Array([1]);
    expect(await memory().readValue({ runId: "r", key: "k" })).toMatchObject({ revision: 0n });
    expect(await memory().writeValue({ runId: "r", key: "k", value })).toMatchObject({ revision: 1n });
    expect(await reasonOf(memory().writeValue({ runId: "r", key: "k", value }))).toBe("CONFLICT");
    expect(await memory().writeValue({ runId: "r", key: "k", value, expectedRevision: 1n })).toMatchObject({
      revision: 2n,
    });
    expect(await memory().readValue({ runId: "r", key: "k" })).toMatchObject({ revision: 2n, value });
  });

  test.each([
    ["INVALID_ARGUMENT", { runId: "", key: "k" }],
    ["INVALID_ARGUMENT", { runId: "r", key: "" }],
    ["INVALID_ARGUMENT", { runId: "r", key: "가".repeat(86) }],
    ["TOO_LARGE", { runId: "r", key: "k", value: new Uint8Array(64 * 1024 + 1) }],
    ["NOT_FOUND", { runId: "nobody's", key: "k" }],
  ])("%s: writing %j", async (reason, given) => {
    expect(await reasonOf(memory().writeValue(given))).toBe(reason);
  });
});

test("agents come by their router, or not at all: whoever may join can't reach another run's values here", async () => {
  const agent = person(Role.AGENT);
  const digest = await world.blobs.put(new Uint8Array([1]));
  expect(await reasonOf(artifacts(agent).putBlob(pieces(1)))).toBe("DENIED");
  expect(await reasonOf(Array.fromAsync(artifacts(agent).getBlob({ digest })))).toBe("DENIED");
  expect(await reasonOf(memory(agent).readValue({ runId: "r", key: "k" }))).toBe("DENIED");
  expect(await reasonOf(memory(agent).writeValue({ runId: "r", key: "k" }))).toBe("DENIED");
  for (const role of [Role.VIEWER, Role.ADMIN]) {
    expect(await reasonOf(Array.fromAsync(artifacts(person(role)).getBlob({ digest })))).toBe("none");
  }
});
