import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { createClient } from "@connectrpc/connect";
import { GatewayService } from "@viba/contracts/gen/viba/gateway/v1/gateway_pb";
import { RegistryService } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import { RouterService } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { toMeshError } from "@viba/runtime/errors";
import { lockFolder } from "@viba/store/lock";
import { dial } from "@viba/transport/dial";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tempFolder, viba } from "../support/command.ts";
import { startMesh, type TestMesh, withoutRivals } from "../support/mesh.ts";

/** One mesh for all sentences: refusing one must not hurt the next. */
describe("bad input", () => {
  const folder = tempFolder();
  const data = join(folder.path, "data");
  let mesh: TestMesh;
  beforeAll(async () => {
    mesh = await startMesh(data, { args: withoutRivals });
  });
  afterAll(async () => {
    await mesh[Symbol.asyncDispose]();
    folder[Symbol.dispose]();
  });

  const design = (text: string, ...more: string[]) =>
    viba(["design", text, "--out", join(folder.path, "out"), "--data", data, "--json", ...more]);

  test.each([
    { story: "empty text", text: "", reason: "TEXT_EMPTY" },
    { story: "only blanks", text: " \n\t ", reason: "TEXT_EMPTY" },
    { story: "text that is no building", text: "오늘 날씨 어때?", reason: "NOT_UNDERSTOOD" },
    { story: "letters without sense", text: "asdf qwer zxcv", reason: "NOT_UNDERSTOOD" },
    { story: "an area of 0", text: "0평 카페를 설계해줘", reason: "OUT_OF_RANGE" },
    { story: "an area of 10^9", text: "1000000000㎡ 카페를 설계해줘", reason: "OUT_OF_RANGE" },
    { story: "a contradiction", text: "단층 3층 카페를 설계해줘", reason: "CONTRADICTION" },
  ])("$story is $reason, exit 2", async ({ text, reason }) => {
    const { code, stdout } = await design(text);
    expect(JSON.parse(stdout)).toMatchObject({ error: { reason } });
    const { error } = JSON.parse(stdout) as { error: { message_ko: string; next_ko: string } };
    expect(error.message_ko).not.toBe("");
    expect(error.next_ko).not.toBe("");
    expect(code).toBe(2);
  });

  test.each([
    { story: "a permit date that is none", args: ["--permit-date", "2026-13-45"] },
    { story: "a seed that is none", args: ["--seed", "many"] },
    { story: "a site file that isn't there", args: ["--site", "/nowhere/site.geojson"] },
    { story: "an unknown option", args: ["--colour", "red"] },
    { story: "an output folder that can't be made", args: ["--out", "/proc/nowhere"] },
  ])("$story: exit 2", async ({ args }) => {
    const { code, stdout } = await design("카페를 설계해줘", ...args);
    expect(JSON.parse(stdout)).toMatchObject({ error: { reason: expect.any(String) } });
    expect(code).toBe(2);
  });

  test("1 MB of text is refused by the mesh, whatever client sends it", async () => {
    const error = await mesh.gateway.startDesign({ text: "카페 ".repeat(150_000) }).catch(toMeshError);
    expect(error).toMatchObject({ reason: "TEXT_TOO_LONG" });
  });

  test("the data folder is taken: a second mesh on it ends with exit 2, naming pid and folder", async () => {
    const { code, stdout } = await viba(["up", "--data", data, "--port", "0", "--agents-port", "0", "--json"]);
    expect(code).toBe(2);
    const { error } = JSON.parse(stdout) as { error: { reason: string; message: string } };
    expect(error.reason).toBe("DATA_FOLDER_TAKEN");
    expect(error.message).toContain(String(mesh.parent.pid));
    expect(error.message).toContain(data);
  });

  test("methods are refused to those who may not call them", async () => {
    const join_ = readFileSync(join(data, "join-token"), "utf8").trim();
    const as = (token?: string) => dial(`grpc://${mesh.grpc}`, { token: () => token });
    const nobody = as();
    const agent = as(join_);
    const reason = (task: Promise<unknown>) =>
      task.then(
        () => "none",
        (e: unknown) => toMeshError(e).reason,
      );
    expect(await reason(createClient(GatewayService, nobody.transport).listRuns({}))).toBe("UNAUTHENTICATED");
    expect(await reason(createClient(GatewayService, agent.transport).listRuns({}))).toBe("DENIED");
    expect(await reason(createClient(RouterService, agent.transport).drainAgent({ agentId: "bim_specialist" }))).toBe(
      "DENIED",
    );
    expect(await reason(createClient(RegistryService, nobody.transport).register({}))).toBe("UNAUTHENTICATED");
    expect(await reason(createClient(RegistryService, agent.transport).register({}))).toBe("INVALID_ARGUMENT");
    nobody.close();
    agent.close();
  });

  test("after all that the mesh designs as before", async () => {
    expect((await design("강남에 50평 모던 카페를 설계해줘")).code).toBe(0);
  });
});

describe("a place that can't be used", () => {
  test("1 MB of text on the command line's own bound is exit 2", async () => {
    using folder = tempFolder();
    const text = "카페 ".repeat(12_000);
    const { code, stdout } = await viba([
      "design",
      text,
      "--out",
      join(folder.path, "out"),
      "--data",
      join(folder.path, "data"),
      "--json",
    ]);
    expect(JSON.parse(stdout)).toMatchObject({ error: { reason: "TEXT_TOO_LONG" } });
    expect(code).toBe(2);
    expect(existsSync(join(folder.path, "data"))).toBe(false);
  });

  test("a data folder that is a file", async () => {
    using folder = tempFolder();
    const data = join(folder.path, "data");
    writeFileSync(data, "");
    const { code, stdout } = await viba([
      "design",
      "카페를 설계해줘",
      "--out",
      join(folder.path, "out"),
      "--data",
      data,
      "--json",
    ]);
    expect(JSON.parse(stdout)).toMatchObject({ error: { reason: "DATA_FOLDER_UNWRITABLE" } });
    expect(code).toBe(2);
  });

  test("a data folder whose owner does not answer: waited for, then exit 2 naming the owner", async () => {
    using folder = tempFolder();
    const lock = await lockFolder(folder.path);
    const { code, stdout } = await viba(["runs", "--data", folder.path, "--json"]);
    await lock.release();
    const { error } = JSON.parse(stdout) as { error: { reason: string; message: string } };
    expect([code, error.reason]).toEqual([2, "DATA_FOLDER_TAKEN"]);
    expect(error.message).toContain(String(process.pid));
  });

  test.skipIf(process.getuid?.() === 0)(
    "a data folder without write permission (root may write anywhere)",
    async () => {
      using folder = tempFolder();
      const data = join(folder.path, "data");
      mkdirSync(data);
      chmodSync(data, 0o500);
      const { code } = await viba([
        "design",
        "카페를 설계해줘",
        "--out",
        join(folder.path, "out"),
        "--data",
        data,
        "--json",
      ]);
      expect(code).toBe(2);
    },
  );

  test.each(["--port", "--agents-port"])("a port in use (%s)", async (option) => {
    using folder = tempFolder();
    const holder = createServer();
    const port = await new Promise<number>((resolve) => {
      holder.listen(0, "127.0.0.1", () => resolve((holder.address() as { port: number }).port));
    });
    const other = option === "--port" ? "--agents-port" : "--port";
    const { code, stdout } = await viba([
      "up",
      "--data",
      join(folder.path, "data"),
      option,
      String(port),
      other,
      "0",
      "--json",
    ]);
    holder.close();
    const { error } = JSON.parse(stdout) as { error: { reason: string; message: string } };
    expect(error.reason).toBe("PORT_TAKEN");
    expect(error.message).toContain(String(port));
    expect(code).toBe(2);
  });
});
