import { create, type MessageInitShape } from "@bufbuild/protobuf";
import type { PolicySnapshot } from "@viba/contracts/gen/viba/learner/v1/learner_pb";
import {
  type DecideTeamRequest,
  DecideTeamResponseSchema,
  type DispatchRequest,
} from "@viba/contracts/gen/viba/router/v1/router_pb";
import type { Clock } from "@viba/runtime/clock";
import { newId, type Random } from "@viba/runtime/random";
import { type Choice, decide } from "./core/decide.ts";
import { decideTeam } from "./core/decide-team.ts";
import type { LeaseTimes, Registry } from "./core/registry.ts";

/** What choosing needs from outside. */
export interface ChooserOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly registry: Registry;
  readonly times: LeaseTimes;
}

/** Chooses by the newest policy snapshot it was given. */
export interface Chooser {
  /** Takes over a snapshot if it is newer than the one in hand. */
  follow(snapshot: PolicySnapshot | undefined): void;
  /** Chooses among what fits, leaving out what was tried; the preferred instance had this attempt before. */
  choose(request: DispatchRequest, tried: ReadonlySet<string>, preferred: string): Choice;
  team(request: DecideTeamRequest): MessageInitShape<typeof DecideTeamResponseSchema>;
}

/** A chooser without a snapshot: the baseline. */
export function createChooser({ clock, random, registry, times }: ChooserOptions): Chooser {
  let snapshot: PolicySnapshot | undefined;
  // Before the first outcome a snapshot says nothing; a record then names the baseline.
  const inForce = () => (snapshot && snapshot.arms.length > 0 ? snapshot : undefined);
  return {
    follow(next) {
      if (!next || next.version <= (snapshot?.version ?? 0n)) return;
      snapshot = next;
      registry.follow(next);
    },
    choose(request, tried, preferred) {
      const startMs = clock.monotonicMs();
      const choice = decide({
        want: request.want!,
        runId: request.runId,
        stepId: request.stepId,
        decisionId: newId("decision"),
        tried,
        preferred,
        instances: registry.making(request.want!.outputType),
        snapshot: inForce(),
        times,
        nowMs: startMs,
        wallMs: clock.nowMs(),
        random,
      });
      choice.decision.durationUs = (clock.monotonicMs() - startMs) * 1000;
      return choice;
    },
    team(request) {
      const startMs = clock.monotonicMs();
      const makers = (type: string) => registry.making(type);
      const found = decideTeam({ request, makers, snapshot: inForce(), times, nowMs: startMs });
      return create(DecideTeamResponseSchema, { ...found, durationUs: (clock.monotonicMs() - startMs) * 1000 });
    },
  };
}
