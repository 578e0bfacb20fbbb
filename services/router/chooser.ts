import { create, type MessageInitShape } from "@bufbuild/protobuf";
import type { Decision } from "@viba/contracts/gen/viba/core/v1/decision_pb";
import type { PolicySnapshot } from "@viba/contracts/gen/viba/learner/v1/learner_pb";
import {
  type DecideTeamRequest,
  DecideTeamResponseSchema,
  type Want,
} from "@viba/contracts/gen/viba/router/v1/router_pb";
import type { Clock } from "@viba/runtime/clock";
import { MeshError } from "@viba/runtime/errors";
import type { Random } from "@viba/runtime/random";
import type { Ask } from "./admission.ts";
import { type Choice, decide, type DecideInput, type ExplainedChoice, explained } from "./core/decide.ts";
import { decideTeam } from "./core/decide-team.ts";
import { createDecisionRows } from "./core/decision-rows.ts";
import { currentPlan, planOf, type WantPlan } from "./core/plan.ts";
import type { Registry } from "./core/registry.ts";
import type { LeaseTimes } from "./core/instance.ts";
import { decisionOf } from "./core/render.ts";

/** What choosing needs from outside. */
export interface ChooserOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly registry: Pick<Registry, "making" | "follow">;
  readonly times: LeaseTimes;
  /** Whether somebody who makes a type went a moment ago and may be back. */
  readonly mayReturn?: (outputType: string, nowMs: number) => boolean;
  /** Hex digits that tell this start of the router from all others: decisions are named by them. */
  readonly origin: string;
}

/** What of an attempt choosing needs. */
export type Asked = Pick<Ask, "plan" | "runId" | "stepId" | "tried" | "preferred">;

/** Chooses by the newest policy snapshot it was given. */
export interface Chooser {
  /** Takes over a snapshot if it is newer than the one in hand. */
  follow(snapshot: PolicySnapshot | undefined): void;
  /** What a want comes to for the agents there are now. */
  plan(want: Want): WantPlan;
  /** The same, if it was worked out before. */
  current(plan: WantPlan): WantPlan;
  /** Chooses among what fits at a monotonic time, leaving out what was tried; the preferred instance had this attempt before. */
  choose(asked: Asked, nowMs: number): Choice;
  /** The same now, with the record of it and the time it took. */
  explain(asked: Asked): ExplainedChoice;
  /** The record of one of the last decisions; undefined when it is not known any more. */
  decision(decisionId: string): Decision | undefined;
  /** Name of a decision by its number. */
  idOf(number: number): string;
  team(request: DecideTeamRequest): MessageInitShape<typeof DecideTeamResponseSchema>;
}

/** A chooser without a snapshot: the baseline. */
export function createChooser(options: ChooserOptions): Chooser {
  const { clock, random, registry, times, origin, mayReturn = () => false } = options;
  const rows = createDecisionRows(origin);
  let snapshot: PolicySnapshot | undefined;
  // Before the first outcome a snapshot says nothing; a record then names the baseline.
  const inForce = () => (snapshot && snapshot.arms.length > 0 ? snapshot : undefined);
  const current = (plan: WantPlan) => currentPlan(plan, registry.making(plan.want.outputType));
  // One input serves all choices: choosing keeps nothing of it.
  let input: { -readonly [field in keyof DecideInput]: DecideInput[field] } | undefined;
  const choose = ({ plan, tried, preferred, runId, stepId }: Asked, nowMs: number) => {
    const newest = current(plan);
    const wallMs = clock.nowMs();
    if (!input) input = { plan: newest, tried, preferred, runId, stepId, snapshot, times, nowMs, wallMs, random };
    input.plan = newest;
    input.tried = tried;
    input.preferred = preferred;
    input.runId = runId;
    input.stepId = stepId;
    input.snapshot = inForce();
    input.nowMs = nowMs;
    input.wallMs = wallMs;
    try {
      return decide(input, rows);
    } catch (thrown) {
      const { outputType } = newest.want;
      if (!(thrown instanceof MeshError) || thrown.reason !== "NO_CAPABLE_AGENT") throw thrown;
      throw mayReturn(outputType, nowMs) ? withFact(thrown, "lost") : thrown;
    }
  };
  return {
    follow(next) {
      if (!next || next.version <= (snapshot?.version ?? 0n)) return;
      snapshot = next;
      registry.follow(next);
    },
    plan: (want) => planOf(want, registry.making(want.outputType)),
    current,
    choose(asked, nowMs) {
      const { chosen, number } = choose(asked, nowMs);
      return { chosen: chosen!, number, decision: undefined };
    },
    explain(asked) {
      const startMs = clock.monotonicMs();
      const row = choose(asked, startMs);
      row.durationUs = (clock.monotonicMs() - startMs) * 1000;
      return explained(row, rows);
    },
    decision(decisionId) {
      const row = rows.find(decisionId);
      return row && decisionOf(row, rows);
    },
    idOf: (number) => rows.idOf({ number }),
    team(request) {
      const startMs = clock.monotonicMs();
      const makers = (type: string) => registry.making(type);
      const found = decideTeam({ request, makers, snapshot: inForce(), times, nowMs: startMs });
      return create(DecideTeamResponseSchema, { ...found, durationUs: (clock.monotonicMs() - startMs) * 1000 });
    },
  };
}

/** The same error, with one thing more for the program that reads it. */
function withFact({ reason, message, messageKo, facts }: MeshError, fact: string): MeshError {
  return new MeshError(reason, message, { messageKo, facts: { ...facts, [fact]: "true" } });
}
