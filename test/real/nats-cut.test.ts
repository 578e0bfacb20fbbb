import { expect, describe, test } from "vitest";
import { tempFolder, viba } from "../support/command.ts";
import { natsCutSuite } from "../support/nats-cut.ts";
import { startMesh, until } from "../support/mesh.ts";
import { freePort, startNats } from "../support/nats.ts";
import { skipReason } from "../support/servers.ts";

const skip = skipReason("nats", "toxiproxy");
describe.skipIf(skip)(`the path to NATS ${skip ?? ""}`, () => {
  natsCutSuite(3000);

  test("a mesh started while NATS is away comes up, says so, designs, and finds NATS when it comes", async () => {
    using folder = tempFolder();
    const data = `${folder.path}/data`;
    const port = await freePort();
    const env = { VIBA_NATS_URL: `nats://127.0.0.1:${port}` };
    await using mesh = await startMesh(data, { env });
    const bus = async () => (await mesh.gateway.getStatus({})).services.find(({ name }) => name === "bus")!;
    expect(await bus()).toMatchObject({ serving: false, note: expect.stringContaining("away since the start") });
    const ended = await viba(["design", "작은 카페", "--data", data, "--out", `${folder.path}/out`, "--json"], env);
    expect(ended.code).toBe(0);
    await using _nats = await startNats({ folder: folder.path, port });
    await until(async () => (await bus()).serving);
  });

  test("a NATS that answers and can't carry the mesh is refused with what to do", async () => {
    using folder = tempFolder();
    await using nats = await startNats({ folder: folder.path, jetstream: false });
    const env = { VIBA_NATS_URL: nats.url };
    const { code, stderr } = await viba(
      ["up", "--data", `${folder.path}/data`, "--port", "0", "--agents-port", "0"],
      env,
    );
    expect([code, stderr]).toEqual([2, expect.stringContaining("nats-server -js")]);
  });
});
