import { create } from "@bufbuild/protobuf";
import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import {
  type CodeReport,
  CodeReportSchema,
  type Finding,
  FindingSchema,
  Verdict,
} from "@viba/contracts/gen/viba/aec/v1/code_pb";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { assumptionsOf } from "./assumptions.ts";
import { type Facts, factsOf } from "./facts.ts";
import type { Outcome, Rule, Status } from "./rule.ts";
import { rules, rulesAsOf } from "./rules.ts";

/**
 * Holds a plan against every rule of the Korean building code for the brief's permit date. `guids` maps plan keys to
 * GlobalIds of the model; keys it does not know stay without one.
 */
export function checkCode(plan: Plan, brief: Brief, guids: Readonly<Record<string, string>>): CodeReport {
  const facts = factsOf(plan, brief);
  return create(CodeReportSchema, {
    asof: rulesAsOf,
    permitDate: brief.permitDate,
    findings: rules.map((rule) => findingOf(rule, facts, guids)),
    assumptions: assumptionsOf(facts),
  });
}

function findingOf(rule: Rule, facts: Facts, guids: Readonly<Record<string, string>>): Finding {
  const status = typeof rule.status === "function" ? rule.status(facts) : rule.status;
  const outcome = outcomeOf(rule, facts);
  const elements = [...(outcome?.elements ?? [])];
  return create(FindingSchema, {
    rule: rule.id,
    titleKo: rule.ko,
    titleEn: rule.en,
    article: rule.article,
    status,
    from: rule.from ?? "",
    until: rule.until ?? "",
    measured: outcome?.measured ?? "",
    demanded: outcome?.demanded ?? "",
    verdict: outcome ? verdictOf(status, outcome) : Verdict.NOT_APPLICABLE,
    elements,
    guids: elements.flatMap((key) => guids[key] ?? []),
    note: outcome ? noteOf(status, outcome) : reasonNotBound(rule, facts),
  });
}

function outcomeOf(rule: Rule, facts: Facts): Outcome | undefined {
  return inForce(rule, facts.permitDate) && rule.applies(facts) ? rule.check(facts) : undefined;
}

/** Dates in ISO form compare as text. */
export function inForce(rule: Pick<Rule, "from" | "until">, permitDate: string): boolean {
  return permitDate >= (rule.from ?? "") && permitDate <= (rule.until ?? "9999-12-31");
}

/** Only a figure read in the act may fail a design; one seen elsewhere may at most pass; hearsay only advises. */
function verdictOf(status: Status, outcome: Outcome): Verdict {
  if (outcome.holds === undefined || status === "G") return Verdict.ADVICE;
  if (outcome.holds) return Verdict.PASS;
  return status === "V1" ? Verdict.FAIL : Verdict.ADVICE;
}

function noteOf(status: Status, outcome: Outcome): string {
  const unconfirmed: Record<Status, string> = {
    V1: "",
    V2: outcome.holds === false ? "기준값(2차 자료)에 못 미칩니다. 원문 확인이 필요합니다." : "",
    G:
      outcome.holds === undefined
        ? ""
        : outcome.holds
          ? "미확정 기준값을 충족합니다."
          : "미확정 기준값에 못 미칩니다. 확인이 필요합니다.",
  };
  return [unconfirmed[status], outcome.note ?? ""].filter((text) => text !== "").join(" ");
}

function reasonNotBound(rule: Rule, facts: Facts): string {
  return inForce(rule, facts.permitDate)
    ? "이 건축물에는 해당하지 않습니다."
    : "허가 신청일에 시행되지 않는 규정입니다.";
}
