import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { RunState } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { openGateway } from "@viba/studio/shell/gateway";
import { afterEach, expect, test, vi } from "vitest";
import { root, tempFolder, viba } from "../support/command.ts";
import { startMesh, type TestMesh, until, withoutRivals } from "../support/mesh.ts";
import { type CutAt, startCut } from "../support/start-cut.ts";

const sentence = "강남에 50평 모던 카페를 설계해줘";
const slow = join(root, "test", "fixtures", "slow_agent");
afterEach(() => void vi.unstubAllGlobals());

/** A mesh, a way to it that is cut and its process killed when a design is first asked for, and the steps that were made. */
async function setUp(data: string, at: CutAt, waits: boolean) {
  const ledger = join(data, "slow-ledger.txt");
  const mesh = await startMesh(data, {
    args: ["--agent", slow, "--without", "performance_analyst", ...withoutRivals],
    env: { SLOW_LEDGER: ledger, SLOW_MS: "100" },
  });
  const { pid } = await mesh.gateway.getStatus({});
  const back = () => until(async () => (await mesh.gateway.getStatus({})).pid !== pid);
  const cut = await startCut({
    upstream: Number(new URL(mesh.studio).port),
    at,
    strike: () => process.kill(pid, "SIGKILL"),
    ...(waits ? { back } : {}),
  });
  return {
    mesh,
    cut,
    pid,
    made: () => (existsSync(ledger) ? readFileSync(ledger, "utf8").trim().split("\n") : []),
    async [Symbol.asyncDispose]() {
      await cut[Symbol.asyncDispose]();
      await mesh[Symbol.asyncDispose]();
    },
  };
}

/** What became of a run, by its whole journal: each of its steps was accepted once, and it was taken in and ended once. */
async function expectMadeOnce({ gateway }: TestMesh, runId: string, made: () => readonly string[]) {
  const count = new Map<string, number>();
  for await (const { event } of gateway.watchRun({ runId })) {
    const { case: kind, value } = event!.event;
    const name = kind === "stepAccepted" ? `${kind} ${value.stepId}` : (kind ?? "");
    count.set(name, (count.get(name) ?? 0) + 1);
  }
  expect(Object.fromEntries(count)).toMatchObject({ runAdmitted: 1, "stepAccepted s0": 1, runEnded: 1 });
  expect([...count].filter(([name, times]) => name.startsWith("stepAccepted") && times !== 1)).toEqual([]);
  expect((await gateway.listRuns({})).runs).toMatchObject([{ runId, state: RunState.FINISHED }]);
  // Energy is optional: a run goes without it where its agent isn't back at the new mesh in time.
  expect(made().length).toBeLessThanOrEqual(1);
}

const moments: CutAt[] = ["the request", "the answer"];

test.each(moments)(
  "a design of the CLI whose mesh is killed with %s on the way is asked for again and made once",
  async (at) => {
    using folder = tempFolder();
    await using rig = await setUp(folder.path, at, false);
    const { mesh, cut, pid, made } = rig;
    const out = join(folder.path, "out");
    const args = ["design", sentence, "--out", out, "--data", folder.path, "--fresh", "--json"];
    const { code, stderr, stdout } = await viba(args, { VIBA_GATEWAY: `127.0.0.1:${cut.port}` });
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const { pid: now } = await mesh.gateway.getStatus({});
    expect(now).not.toBe(pid);
    expect(cut.asked).toBeGreaterThanOrEqual(2);
    const { runs } = await mesh.gateway.listRuns({});
    expect(runs).toHaveLength(1);
    expect(stdout).toContain(runs[0]!.runId);
    expect(existsSync(join(out, "result.json"))).toBe(true);
    await expectMadeOnce(mesh, runs[0]!.runId, made);
  },
);

test.each(moments)("one of the studio, too: killed with %s on the way", async (at) => {
  using folder = tempFolder();
  await using rig = await setUp(folder.path, at, true);
  const { mesh, cut, pid, made } = rig;
  // A browser is known by its cookie; here the owner's token says the same.
  const token = readFileSync(join(folder.path, "owner-token"), "utf8").trim();
  const own = fetch;
  vi.stubGlobal("fetch", (input: string | URL, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set("authorization", `Bearer ${token}`);
    return own(input, { ...init, headers });
  });
  const { runId } = await openGateway(`http://127.0.0.1:${cut.port}`).startDesign({ text: sentence, fresh: true });
  expect((await mesh.gateway.getStatus({})).pid).not.toBe(pid);
  expect(cut.asked).toBe(2);
  await expectMadeOnce(mesh, runId, made);
});
