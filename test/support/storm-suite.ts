import { readFileSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "@viba/runtime/clock";
import { seededRandom, systemRandom } from "@viba/runtime/random";
import { dialLink } from "@viba/transport/link/dial-link";
import { linkTimeDefaults } from "@viba/transport/link/limits";
import { expect, test } from "vitest";
import { tempFolder } from "./command.ts";
import { until } from "./mesh.ts";
import { freePort, startNats } from "./nats.ts";
import { startRelay } from "./relay.ts";
import { skipReason } from "./servers.ts";
import { leasedAgents, readyAgents, startCrowd, startLoad, startRouterProcess } from "./storm.ts";

const deadlineMs = 3000;
/** Three times the usual: a thousand agents in few processes on a busy machine are late with what a second is enough for. */
const leaseMs = 9000;
const twoHeartbeatsMs = (2 * leaseMs) / 3;
const lawful = [
  "done",
  "UNKNOWN_OUTCOME",
  "NOT_STARTED",
  "NO_CAPABLE_AGENT",
  "DEADLINE",
  "OVERLOADED",
  "BAD_ARTIFACT",
  "AGENT_FAILED",
];
/** What a machine with other work adds, as far as it can be measured: how late a timer of this process was at most. */
function measureLag(): { readonly longestMs: () => number; readonly stop: () => void } {
  const everyMs = 50;
  let lastMs = performance.now();
  let longestMs = 0;
  const timer = setInterval(() => {
    const nowMs = performance.now();
    longestMs = Math.max(longestMs, nowMs - lastMs - everyMs);
    lastMs = nowMs;
  }, everyMs);
  return { longestMs: () => longestMs, stop: () => clearInterval(timer) };
}

/** Asks for the list less often than `until` would: a thousand agents make it long. */
async function untilSo(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds().catch(() => false))) await pause(100);
}
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** How long half of all attempts fail, and the test that says so. */
export interface StormOptions {
  readonly errorsMs: number;
  /** In five processes: a tenth each in one that dies, one that freezes and one behind a silent path; the others in two. */
  readonly agents: number;
  /** The command that runs it again. */
  readonly replay: string;
}

/** A thousand agents in ten processes against a router of its own, killed, frozen, half-open, failing, and calls all the while. */
export function stormTest({ errorsMs, agents, replay }: StormOptions): void {
  const sizes = [0.1, 0.1, 0.1, 0.35, 0.35].map((share) => Math.round(agents * share));
  const firstOf = (at: number) => sizes.slice(0, at).reduce((sum, size) => sum + size, 0);
  const skip = skipReason("nats");
  const seed = Number(process.env["VIBA_SEED"] ?? 7);
  test.skipIf(skip)(
    `a storm of ${errorsMs / 1000} s over ${agents} agents; VIBA_SEED=${seed} ${replay} ${skip ?? ""}`,
    async () => {
      using folder = tempFolder();
      await using nats = await startNats({ folder: folder.path });
      const data = join(folder.path, "data");
      await using router = await startRouterProcess({
        port: await freePort(),
        data,
        env: { VIBA_NATS_URL: nats.url, VIBA_LOG_LEVEL: "error", VIBA_LEASE_MS: String(leaseMs) },
      });
      const secret = (name: string) => readFileSync(join(data, name), "utf8").trim();
      await using relay = await startRelay(router.port);
      const crowdAt = (at: number) =>
        startCrowd({
          // The first one comes by a path that goes silent.
          router: `127.0.0.1:${at === 0 ? relay.port : router.port}`,
          token: secret("join-token"),
          first: firstOf(at),
          count: sizes[at]!,
          agentsPerLink: 25,
        });
      const crowds = sizes.map((_, at) => crowdAt(at));
      const gone: { executed: number }[] = [];
      const dialled = dialLink({
        address: `127.0.0.1:${router.port}`,
        clock: systemClock,
        random: systemRandom,
        name: "storm",
        token: () => secret("service-token"),
      });
      const ready = () => readyAgents(dialled.transport).catch(() => -1);
      try {
        await untilSo(async () => (await ready()) === agents);
        const random = seededRandom(seed);
        const load = startLoad({ link: dialled, random, callers: 60, deadlineMs, pauseMs: 400 });
        await until(() => load.ended.length > 200);
        const beganMs = performance.now();
        const lag = measureLag();
        for (const crowd of crowds) crowd.order({ failing: 0.5 });
        await pause(errorsMs / 5);
        gone.push(crowds[1]!);
        await crowds[1]!.kill();
        relay.swallow();
        // Whoever is behind it can't know before a link of theirs counts as dead.
        const silenceKnownMs = performance.now() + linkTimeDefaults.deadMs;
        crowds[2]!.signal("SIGSTOP");
        await pause(errorsMs / 5);
        crowds[1] = crowdAt(1);
        crowds[1].order({ failing: 0.5 });
        await pause(errorsMs / 5);
        crowds[2]!.signal("SIGCONT");
        await router.restart();
        const listensMs = performance.now();
        await untilSo(async () => (await ready()) === agents);
        const backMs = performance.now() - Math.max(listensMs, silenceKnownMs);
        await pause(Math.max(0, errorsMs - (performance.now() - beganMs)));
        for (const crowd of crowds) crowd.order({ failing: 0 });
        const healedMs = performance.now();
        await pause(4000);
        await load.stop();
        lag.stop();
        // A call passes three processes and waits for more than one turn of each; the frozen one says nothing of the machine.
        const lags = crowds.filter((_, at) => at !== 2).map((crowd) => crowd.lagMs);
        const lagMs = Math.max(lag.longestMs(), ...lags);
        const slackMs = 1000 + 10 * lagMs;
        const executed = [...crowds, ...gone].reduce((sum, crowd) => sum + crowd.executed, 0);
        const { ended } = load;
        const outcomes = Object.fromEntries(
          [...Map.groupBy(ended, ({ outcome }) => outcome)].map(([outcome, { length }]) => [outcome, length]),
        );
        const longestMs = Math.max(...ended.map(({ tookMs }) => tookMs));
        const late = ended.filter(({ startedMs }) => startedMs > healedMs + 2000);
        const lateDone = late.filter(({ outcome }) => outcome === "done").length;

        await Promise.all(crowds.map((crowd) => crowd.kill()));
        const deadMs = performance.now();
        await untilSo(async () => (await leasedAgents(dialled.transport)) === 0);
        const emptyMs = performance.now() - deadMs;
        console.log(
          JSON.stringify({
            seconds: Math.round((performance.now() - beganMs) / 1000),
            scheduling_ms: Math.round(lagMs),
            calls: ended.length,
            attempts: executed,
            outcomes,
            longest_ms: Math.round(longestMs),
            agents_back_ms: Math.round(backMs),
            done_after: `${lateDone} of ${late.length}`,
            last_lease_gone_ms: Math.round(emptyMs),
          }),
        );
        expect(ended.length).toBe(load.begun);
        expect(Object.keys(outcomes).filter((outcome) => !lawful.includes(outcome))).toEqual([]);
        expect(longestMs).toBeLessThan(deadlineMs + slackMs);
        // A fifth more, twenty in each window of ten seconds for each start of the router, and what a killed process did not tell of.
        expect(executed).toBeLessThan(ended.length * 1.2 + 20 * (errorsMs / 10_000 + 3));
        expect(backMs).toBeLessThan(twoHeartbeatsMs + slackMs);
        expect(lateDone / late.length).toBeGreaterThan(0.85);
        expect(emptyMs).toBeLessThan(leaseMs * 1.1 + slackMs);
      } finally {
        for (const crowd of crowds) await crowd.kill();
        dialled.close();
      }
    },
  );
}
