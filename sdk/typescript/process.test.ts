import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { nodeFlags } from "@viba/runtime/node-flags";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { attemptOf, doneOf, goalOf } from "./fixtures/attempt.ts";
import { type FakeRouter, startFakeRouter } from "./fixtures/router.ts";

const module = fileURLToPath(new URL("fixtures/agent.ts", import.meta.url));
const until = (holds: () => boolean) => vi.waitFor(() => expect(holds()).toBe(true), { timeout: 20_000, interval: 10 });
let router: FakeRouter;
let child: ChildProcess;
let said: string;

beforeEach(async () => {
  router = await startFakeRouter();
});
afterEach(async () => {
  child.kill("SIGKILL");
  await router.close();
});

function startProcess(variables: Record<string, string> = {}, given = { joinToken: router.joinToken }) {
  said = "";
  child = spawn(process.execPath, [...nodeFlags, module], {
    stdio: ["ignore", "inherit", "pipe", "pipe", "pipe"],
    env: {
      ...process.env,
      VIBA_ROUTER: `link://${router.address}`,
      VIBA_JOIN_FD: "3",
      VIBA_PARENT_FD: "4",
      ...variables,
    },
  });
  child.stderr!.on("data", (chunk) => (said += String(chunk)));
  // A child that ends with the token unread resets the pipe.
  for (const pipe of child.stdio.slice(3)) pipe?.on("error", () => {});
  (child.stdio[3] as NodeJS.WritableStream).end(`${given.joinToken}\n`);
  return new Promise<number | string | null>((resolve) => {
    child.once("exit", (code, signal) => resolve(code ?? signal));
  });
}

test("told to end, the process finishes its work, gives it out, leaves its lease and exits 0", async () => {
  const exit = startProcess();
  await until(() => router.heartbeats.length > 0);
  const run = doneOf(router.agent().execute(attemptOf("compute", "500")));
  await until(() => router.heartbeats.at(-1)!.request.load?.inFlight === 1);
  child.kill("SIGTERM");
  expect(goalOf(await run).titleKo).toBe("computed");
  expect(await exit).toBe(0);
  expect(router.deregistered).toEqual(["lease-1-1"]);
});

test("a drain the router asks for ends the process too", async () => {
  const exit = startProcess();
  await until(() => router.heartbeats.length > 0);
  router.drain = true;
  expect(await exit).toBe(0);
  expect(router.deregistered).toHaveLength(1);
});

test("the process ends when its parent is gone, even while a handler computes", async () => {
  const exit = startProcess();
  await until(() => router.heartbeats.length > 0);
  const run = doneOf(router.agent().execute(attemptOf("compute", "600000"))).catch(() => "lost");
  await until(() => router.heartbeats.at(-1)!.request.load?.inFlight === 1);
  (child.stdio[4] as NodeJS.WritableStream).end();
  expect(await exit).toBe(1);
  expect(await run).toBe("lost");
});

test("Ctrl-C is left to the parent", async () => {
  const exit = startProcess();
  await until(() => router.heartbeats.length > 0);
  child.kill("SIGINT");
  expect(goalOf(await doneOf(router.agent().execute(attemptOf("echo", "still here")))).titleKo).toBe("still here");
  child.kill("SIGTERM");
  expect(await exit).toBe(0);
});

test("a wrong setting ends with 2 and says which", async () => {
  expect(await startProcess({ VIBA_ROUTER: "nowhere" })).toBe(2);
  expect(said).toContain("VIBA_ROUTER");
});
