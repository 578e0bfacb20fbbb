import { loadavg } from "node:os";
import { candidateOf, claimsOf, factsOf, goalWords } from "@viba/policy/candidate";
import { scoreCandidates } from "@viba/policy/score";
import { chooseTeam } from "@viba/policy/team/choose-team";
import { randomProblem } from "@viba/policy/team/fixtures";
import { normaliseWeights, objectives } from "@viba/policy/weights";
import type { Want } from "@viba/contracts/gen/viba/router/v1/router_pb";
import type { Asked, Chooser } from "@viba/router-service/chooser";
import { fitting } from "@viba/router-service/core/eligible";
import { busyOf } from "@viba/router-service/core/offer-group";
import { leaseDefaults } from "@viba/router-service/core/instance";
import { type Clock, systemClock } from "@viba/runtime/clock";
import { type Random, seededRandom } from "@viba/runtime/random";
import { table } from "../../../output/table.ts";
import { median } from "../rows.ts";
import { populate, snapshotOver, wanted } from "./population.ts";
import { time, type Timing } from "./timing.ts";

/** One kind with so many agents. */
export interface RouteRow extends Timing {
  readonly kind: string;
  readonly agents: number;
  /** Least of the rounds' 99th percentiles: that of the round which others on the machine disturbed least. */
  readonly p99_us_min: number;
}

/** How much worse the choice was than that of a full scan, over all choices made. */
export interface RegretRow {
  readonly weights: "default" | "random";
  readonly agents: number;
  /** Share of agents that met the constraints. */
  readonly feasible: number;
  readonly choices: number;
  readonly mean_loss: number;
  readonly worst_loss: number;
}

/** What `viba bench route` prints for scripts. */
export interface RouteResult {
  readonly bench: "route";
  readonly rounds: number;
  readonly load: readonly [before: number, after: number];
  readonly rows: readonly RouteRow[];
  /** What a policy snapshot adds to a full decision, microseconds, by number of agents. */
  readonly snapshot_part: readonly { readonly agents: number; readonly us: number; readonly p99_us: number }[];
  readonly regret: readonly RegretRow[];
}

const crowds = [10, 100, 1000, 10_000];
const teams = { candidates: 20, size: 6, demands: 6, conflicts: 0.08, problems: 200 };

/** The leases of the bench never end: what is measured is choosing, not the time it is measured at. */
const stillClock: Clock = { ...systemClock, monotonicMs: () => 1_000_000 };

/** Measures choosing with the router's own code, by number of agents that share one capability. */
export function benchRoute(rounds: number): RouteResult {
  const before = loadavg()[0]!;
  const rows: RouteRow[] = [];
  const snapshotPart: { agents: number; us: number; p99_us: number }[] = [];
  for (const agents of crowds) {
    const kinds = kindsOf(agents);
    const timings = new Map(kinds.map(({ kind }) => [kind, [] as Timing[]]));
    for (let round = -1; round < rounds; round++) {
      for (const { kind, ...how } of kinds) {
        const timing = time(how);
        if (round >= 0) timings.get(kind)!.push(timing);
      }
    }
    for (const [kind, taken] of timings) rows.push({ kind, agents, ...middleOf(taken) });
    const part = (of: keyof Timing) =>
      middleOf(timings.get("full-decision.snapshot")!)[of] - middleOf(timings.get("full-decision")!)[of];
    snapshotPart.push({ agents, us: round3(part("us")), p99_us: round3(part("p99_us")) });
  }
  const teamTimings = Array.from({ length: rounds + 1 }, () => timeTeams()).slice(1);
  rows.push({ kind: "team-20-6", agents: teams.candidates, ...middleOf(teamTimings) });
  const regret = [
    regretOf(10_000, 1, "default"),
    regretOf(10_000, 1, "random"),
    regretOf(10_000, 0.01, "default"),
    regretOf(10_000, 0.01, "random"),
  ];
  return { bench: "route", rounds, load: [before, loadavg()[0]!], rows, snapshot_part: snapshotPart, regret };
}

function kindsOf(agents: number) {
  const { registry, chooser } = populate(agents, stillClock);
  const learned = populate(agents, stillClock);
  learned.chooser.follow(snapshotOver(agents, learned.random));
  const plain = wanted();
  const constraints = { certificates: ["isms-p"] };
  const few = wanted({ constraints });
  const chances = seededRandom(3);
  const [group] = registry.making(plain.outputType).groups;
  const { tournament, offers } = group!;
  const nowMs = stillClock.monotonicMs();
  const first = asked(chooser, plain);
  const rare = asked(chooser, few);
  const second = asked(learned.chooser, plain);
  const decisions = { batches: 1000, perBatch: 1 };
  const naive = { batches: Math.max(10, Math.floor(20_000 / agents)), perBatch: 1 };
  return [
    { kind: "index-pick", call: () => tournament.best(), batches: 500, perBatch: 1000 },
    {
      // Begun and ended: the index is ordered anew each time.
      kind: "index-pick.with-updates",
      call: () => {
        const { instance } = offers[tournament.best()]!;
        instance.work.inFlight++;
        registry.changed(instance, nowMs);
        instance.work.inFlight--;
        registry.changed(instance, nowMs);
      },
      batches: 500,
      perBatch: 100,
    },
    { kind: "filter-map-sort", call: () => filterMapSort(registry.all(), plain)[0], ...naive },
    { kind: "full-decision", call: () => chooser.choose(first, nowMs), ...decisions },
    { kind: "full-decision.snapshot", call: () => learned.chooser.choose(second, nowMs), ...decisions },
    { kind: "full-decision.read", call: () => chooser.explain(first), ...decisions },
    {
      kind: "full-decision.random-weights",
      call: () => chooser.choose(asked(chooser, wanted({ weights: anyWeights(chances) })), nowMs),
      ...decisions,
    },
    ...(agents < 1000
      ? []
      : [
          { kind: "full-decision.1%-feasible", call: () => chooser.choose(rare, nowMs), ...decisions },
          {
            kind: "full-decision.random-weights.1%-feasible",
            call: () => chooser.choose(asked(chooser, wanted({ weights: anyWeights(chances), constraints })), nowMs),
            ...decisions,
          },
        ]),
  ];
}

/** A first attempt at what is wanted. */
function asked({ plan }: Chooser, want: Want): Asked {
  return { plan: plan(want), runId: "r", stepId: "s", tried: new Set(), preferred: "" };
}

/** What choosing is without an index: all candidates as objects, filtered, scored, sorted. */
function filterMapSort(instances: Parameters<typeof scored>[0], want: Want) {
  return scored(instances, want).sort((a, b) => b.total - a.total);
}

function scored(instances: ReturnType<ReturnType<typeof populate>["registry"]["all"]>, want: Want) {
  const nowMs = stillClock.monotonicMs();
  const work = { words: goalWords(want.attributes), types: want.availableTypes };
  const candidates = fitting(instances, want, leaseDefaults, nowMs)
    .filter(({ leftOut }) => leftOut === undefined)
    .map(({ instance, capability }) => {
      const { manifest, instanceId, load, lastSeenMs } = instance;
      const facts = factsOf(capability);
      const who = { agentId: manifest.agentId, instanceId, version: manifest.version };
      const strain = { queued: load?.queued ?? 0, cpu: load?.cpu ?? 0, memory: load?.memory ?? 0 };
      const seen = { inFlight: busyOf(instance), silentMs: nowMs - lastSeenMs, leaseMs: leaseDefaults.ttlMs };
      return candidateOf(facts, { ...who, ...strain, ...seen }, claimsOf(facts, work));
    });
  return scoreCandidates(candidates, normaliseWeights(want.weights));
}

function anyWeights(random: Random): Record<string, number> {
  return Object.fromEntries(objectives.map((objective) => [objective, random()]));
}

/** Compares choices with those of a full scan. */
function regretOf(agents: number, feasible: number, weights: RegretRow["weights"]): RegretRow {
  const { registry, chooser, random } = populate(agents, stillClock);
  const constraints = feasible < 1 ? { certificates: ["isms-p"] } : {};
  const choices = 50;
  let sum = 0;
  let worst = 0;
  for (let n = 0; n < choices; n++) {
    const want = wanted({ constraints, weights: weights === "random" ? anyWeights(random) : {} });
    const best = scored(registry.all(), want).reduce((most, { total }) => Math.max(most, total), 0);
    const { decision } = chooser.explain(asked(chooser, want));
    const loss = Math.max(0, 1 - decision.candidates[0]!.total / best);
    sum += loss;
    worst = Math.max(worst, loss);
  }
  return { weights, agents, feasible, choices, mean_loss: sum / choices, worst_loss: worst };
}

/** Candidates of random worth who meet one or two demands, with synergies of both signs and some conflicts. */
function timeTeams(): Timing {
  const random = seededRandom(6);
  const { candidates, demands, conflicts, size } = teams;
  const problems = Array.from({ length: teams.problems }, () =>
    randomProblem({ random, candidates, demands, conflicts, minSize: size, maxSize: size }),
  );
  let next = 0;
  return time({ call: () => chooseTeam(problems[next++ % problems.length]!), batches: teams.problems, perBatch: 1 });
}

function middleOf(timings: readonly Timing[]): Timing & Pick<RouteRow, "p99_us_min"> {
  const of = (key: keyof Timing) => round3(median(timings.map((timing) => timing[key])));
  const least = Math.min(...timings.map((timing) => timing.p99_us));
  return { us: of("us"), p99_us: of("p99_us"), p99_us_min: round3(least) };
}

function round3(value: number): number {
  return Number(value.toFixed(3));
}

/** The rows for a person. */
export function routeText({ rounds, load, rows, snapshot_part, regret }: RouteResult): string {
  const [before, after] = load;
  const about = `route: medians of ${rounds} rounds, microseconds; load ${before.toFixed(1)} to ${after.toFixed(1)}\n`;
  const header = ["kind", "agents", "us", "p99", "calmest p99"];
  const body = rows.map((row) => [
    row.kind,
    String(row.agents),
    row.us.toFixed(2),
    row.p99_us.toFixed(2),
    row.p99_us_min.toFixed(2),
  ]);
  const parts = snapshot_part.map(({ agents, us }) => `${agents}: ${us.toFixed(2)}`).join(", ");
  const lost = regret.map((row) => [
    row.weights,
    String(row.agents),
    `${row.feasible * 100} %`,
    String(row.choices),
    `${(row.mean_loss * 100).toFixed(3)} %`,
    `${(row.worst_loss * 100).toFixed(3)} %`,
  ]);
  return (
    `${about}${table(header, body)}` +
    `a policy snapshot adds (us, by agents) ${parts}\n` +
    `against a full scan:\n${table(["weights", "agents", "feasible", "choices", "mean loss", "worst loss"], lost)}`
  );
}
