import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readEnvironment } from "./environment.ts";

test("without any variable: the router of this machine and the token file of ./.viba", async () => {
  const { router, parentGone, joinToken } = readEnvironment({});
  expect({ router, parentGone }).toEqual({
    router: { scheme: "link", hostPort: "127.0.0.1:7071" },
    parentGone: undefined,
  });
  // In an empty folder: where the tests are started from a mesh may have left its token.
  const [before, folder] = [process.cwd(), await mkdtemp(join(tmpdir(), "viba-sdk-"))];
  process.chdir(folder);
  try {
    await expect(joinToken()).rejects.toMatchObject({ reason: "UNAUTHENTICATED", message: /\.viba\/join-token/ });
  } finally {
    process.chdir(before);
    await rm(folder, { recursive: true });
  }
});

test("the token file is read each time, since a new mesh writes a new one", async () => {
  const folder = await mkdtemp(join(tmpdir(), "viba-sdk-"));
  const { joinToken } = readEnvironment({ VIBA_DATA: folder });
  const tokens = [];
  for (const token of ["first", "second"]) {
    await writeFile(join(folder, "join-token"), `${token}\n`);
    tokens.push(await joinToken());
  }
  await rm(folder, { recursive: true });
  expect(tokens).toEqual(["first", "second"]);
});

describe("a variable that can't be meant", () => {
  test.each([
    { VIBA_ROUTER: "localhost" },
    { VIBA_ROUTER: "http://localhost:7071" },
    { VIBA_ROUTER: "link://localhost" },
    { VIBA_JOIN_FD: "three" },
    { VIBA_PARENT_FD: "-1" },
    { VIBA_JOIN_FD: "997" },
    { VIBA_LOG_LEVEL: "loud" },
  ])("%j is refused", (variables) => {
    expect(() => readEnvironment(variables)).toThrow(expect.objectContaining({ reason: "INVALID_ARGUMENT" }));
  });

  test.each([
    { text: "127.0.0.1:7071", scheme: "grpc", hostPort: "127.0.0.1:7071" },
    { text: "grpc://router.viba.svc:7071", scheme: "grpc", hostPort: "router.viba.svc:7071" },
    { text: "link://[::1]:7071", scheme: "link", hostPort: "[::1]:7071" },
  ])("$text is an address", ({ text, ...router }) => {
    expect(readEnvironment({ VIBA_ROUTER: text }).router).toEqual(router);
  });
});

describe("inherited descriptors", () => {
  const child = (code: string) =>
    spawn(process.execPath, ["--input-type=module", "--eval", code], {
      stdio: ["ignore", "pipe", "inherit", "pipe", "pipe"],
      env: { ...process.env, VIBA_JOIN_FD: "3", VIBA_PARENT_FD: "4" },
    });
  const here = JSON.stringify(new URL("environment.ts", import.meta.url).href);
  const output = async (process: ReturnType<typeof child>) => {
    let text = "";
    for await (const chunk of process.stdout!) text += String(chunk);
    return text;
  };

  test("the token comes as a line, in pieces and more than once asked for", async () => {
    const process = child(
      `const { readEnvironment } = await import(${here});
       const { joinToken } = readEnvironment(globalThis.process.env);
       console.log(await joinToken(), await joinToken());`,
    );
    const pipe = process.stdio[3] as NodeJS.WritableStream;
    pipe.write("join-");
    pipe.write("secret\nmore");
    expect(await output(process)).toBe("join-secret join-secret\n");
  });

  test("a pipe that ends without a line is told", async () => {
    const process = child(
      `const { readEnvironment } = await import(${here});
       await readEnvironment(globalThis.process.env).joinToken().catch((error) => console.log(error.reason));`,
    );
    (process.stdio[3] as NodeJS.WritableStream).end();
    expect(await output(process)).toBe("INVALID_ARGUMENT\n");
  });

  test("the parent's end is heard", async () => {
    const process = child(
      `const { readEnvironment } = await import(${here});
       const alive = setInterval(() => {}, 1000);
       await readEnvironment(globalThis.process.env).parentGone;
       clearInterval(alive);
       console.log("gone");`,
    );
    const text = output(process);
    (process.stdio[3] as NodeJS.WritableStream).end();
    (process.stdio[4] as NodeJS.WritableStream).end();
    expect(await text).toBe("gone\n");
  });
});
