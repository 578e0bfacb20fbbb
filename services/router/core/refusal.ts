import { MeshError } from "@viba/runtime/errors";
import {
  awayBecause,
  type ConstraintName,
  explainBroken,
  type Fitting,
  fitting,
  isSuspectReason,
  type Limits,
} from "./eligible.ts";
import type { Held } from "./instance.ts";
import { illness, isIllReason } from "./health.ts";
import { maxRecorded, type PickInput, wasTried } from "./pick-input.ts";
import { busyBecause, isBusyReason } from "./slots.ts";

/** Bars an attempt that may have been made already from whoever must not make it twice. */
export const inDoubt = "in doubt";

/** What a record says of one that was barred by this. */
export function barredText(
  by: string,
  { instance, capability }: Held,
  limits: Limits,
  { times, nowMs }: Pick<PickInput, "times" | "nowMs">,
): string {
  if (by === "tried") return "tried and lost";
  if (by === inDoubt) return "must not run twice, and may have run";
  if (by !== "state") return explainBroken(by as ConstraintName, instance, capability, limits);
  const away = awayBecause(instance, times, nowMs);
  return away ?? illness(instance.work, nowMs) ?? busyBecause(instance, capability, nowMs) ?? "";
}

/** What a caller hears when nobody may be chosen: OVERLOADED when it is only that all are busy, else NO_CAPABLE_AGENT. */
export function nobody({ plan, preferred, tried, times, nowMs }: PickInput): MeshError {
  const { want, makers, limits, looseLimits } = plan;
  const whyNot = (fit: Fitting) => (wasTried(fit, tried) ? "tried and lost" : fit.leftOut);
  const all = fitting(makers, want, times, nowMs, looseLimits ?? limits);
  if (all.some((fit) => whyNot(fit) === undefined)) {
    return new MeshError("UNKNOWN_OUTCOME", `instance ${preferred} is gone and nobody knows what it did`, {
      facts: { instance: preferred, idempotent: "false" },
    });
  }
  const reasons = all.slice(0, maxRecorded).map((fit) => `${fit.instance.manifest.agentId}: ${whyNot(fit)}`);
  const why = [...new Set(reasons)].join("; ");
  const busy = all.filter((fit) => isBusyReason(whyNot(fit))).length;
  if (busy > 0) {
    return new MeshError("OVERLOADED", `all ${busy} that make ${want.outputType} are busy`, {
      messageKo: `${want.outputType}을(를) 만드는 에이전트 ${busy}개가 모두 작업 중입니다`,
      facts: { type: want.outputType, busy: String(busy) },
    });
  }
  // Who is there and only silent, or left alone after failures, may be back in a moment: worth a longer wait than for nobody.
  const silent = all.filter((fit) => isSuspectReason(whyNot(fit)) || isIllReason(whyNot(fit))).length;
  return new MeshError("NO_CAPABLE_AGENT", `nobody makes ${want.outputType} now${why ? ` (${why})` : ""}`, {
    messageKo: `지금 ${want.outputType}을(를) 만들 수 있는 에이전트가 없습니다`,
    facts: { type: want.outputType, ...(silent > 0 ? { suspect: String(silent) } : {}) },
  });
}
