import type { ReasonName } from "@viba/runtime/error-table";
import { MeshError } from "@viba/runtime/errors";
import type { Held } from "./instance.ts";

/** What is known of a call to an agent when it failed. */
export interface LostCall {
  readonly error: MeshError;
  /** The agent had said that it began. */
  readonly accepted: boolean;
  readonly chosen: Held;
}

/** What an agent may say of its own work; anything else is no business of an agent and becomes AGENT_FAILED. */
const agentReasons: ReadonlySet<ReasonName> = new Set([
  "INVALID_ARGUMENT",
  "TEXT_EMPTY",
  "TEXT_TOO_LONG",
  "NOT_UNDERSTOOD",
  "CHANGE_UNCLEAR",
  "CONTRADICTION",
  "OUT_OF_RANGE",
  "NOT_FOUND",
  "CONFLICT",
  "DEADLINE",
  "NOT_STARTED",
  "UNKNOWN_OUTCOME",
  "AGENT_FAILED",
  "BAD_ARTIFACT",
  "OVERLOADED",
  "DRAINING",
  "TOO_LARGE",
  "BUDGET_EXHAUSTED",
]);

/** Refusals of a call before any work; once the agent has accepted they can't be true. */
const notBegun: ReadonlySet<ReasonName> = new Set(["NOT_STARTED", "DRAINING", "OVERLOADED"]);

/**
 * A failed call as the caller of a dispatch has to understand it: what an agent claims is held against what it did
 * before, and whatever may have had an effect is UNKNOWN_OUTCOME with the facts that decide whether to repeat it.
 */
export function explainLoss({ error, accepted, chosen }: LostCall): MeshError {
  const { instance, capability } = chosen;
  const who = instance.manifest.agentId;
  const { reason } = error;
  if (!accepted && (reason === "UNAUTHENTICATED" || reason === "DENIED")) {
    // It registers just now and has not read its new token yet.
    return renamed("NOT_STARTED", `${who} does not know this router's token`, error);
  }
  if (accepted && notBegun.has(reason)) {
    const said = reason === "OVERLOADED" ? "AGENT_FAILED" : "UNKNOWN_OUTCOME";
    return withFacts(renamed(said, error.message, error), chosen);
  }
  if (reason === "CANCELLED") {
    // Nobody on this side cancelled: the agent's process let go of the call.
    return withFacts(renamed("UNKNOWN_OUTCOME", `${who} let go of the attempt`, error), chosen);
  }
  if (reason === "DEADLINE" && !capability.idempotent) {
    return withFacts(renamed("UNKNOWN_OUTCOME", `${who}: ${error.message}`, error), chosen);
  }
  if (reason === "UNKNOWN_OUTCOME") return withFacts(error, chosen);
  if (!accepted && reason === "CONFLICT") return refusedAsOther(error);
  return agentReasons.has(reason) ? error : renamed("AGENT_FAILED", `${who}: ${error.message}`, error);
}

/** The agent has an attempt of this name under another of its promises, and did not begin this one. */
function refusedAsOther({ reason, message, messageKo, facts }: MeshError): MeshError {
  return new MeshError(reason, message, { messageKo, facts: { ...facts, other: "true" } });
}

/** Whether the attempt belongs to another promise of the instance, where what may run twice is asked for next. */
export function belongsToOther({ reason, facts }: MeshError, { capability }: Held): boolean {
  return reason === "CONFLICT" && facts["other"] === "true" && capability.idempotent;
}

/** Whether the router itself may send the attempt to somebody else. */
export function mayGoElsewhere({ reason }: MeshError, { capability }: Held): boolean {
  if (notBegun.has(reason)) return true;
  const lost = reason === "UNKNOWN_OUTCOME" || reason === "AGENT_FAILED" || reason === "BAD_ARTIFACT";
  return lost && capability.idempotent;
}

/** Whether the agent may have worked on what failed so: doing it again is more load than doing it once. */
export function hadBegun({ reason, facts }: MeshError): boolean {
  return !notBegun.has(reason) && facts["other"] !== "true";
}

/** What was not started, and nobody else may start, waits for somebody. */
export function lostForNow(error: MeshError, { instance, capability }: Held): MeshError {
  if (error.reason !== "NOT_STARTED") return error;
  const message = `${instance.manifest.agentId} was lost before it began: ${error.message}`;
  return new MeshError("NO_CAPABLE_AGENT", message, { facts: { type: capability.outputType }, cause: error });
}

/** Whether a failure says something against the instance; a refusal of the input doesn't. */
export function countsAgainst(reason: ReasonName): boolean {
  return ["NOT_STARTED", "UNKNOWN_OUTCOME", "AGENT_FAILED", "BAD_ARTIFACT", "DEADLINE", "INTERNAL"].includes(reason);
}

function renamed(reason: ReasonName, message: string, error: MeshError): MeshError {
  const { messageKo, facts, retryAfterMs } = error;
  return new MeshError(reason, message, {
    messageKo,
    facts,
    cause: error,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

function withFacts(error: MeshError, { instance, capability }: Held): MeshError {
  if (error.reason !== "UNKNOWN_OUTCOME") return error;
  const facts = { ...error.facts, instance: instance.instanceId, idempotent: String(capability.idempotent) };
  return new MeshError(error.reason, error.message, { messageKo: error.messageKo, facts, cause: error });
}
