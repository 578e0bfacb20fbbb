import { AgentState } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import type { Lang } from "../output/failure.ts";
import { shortName } from "../output/progress.ts";
import { table } from "../output/table.ts";
import type { Gateway } from "../session.ts";
import type { Answer } from "./in-session.ts";

const states: Record<number, string> = {
  [AgentState.READY]: "ready",
  [AgentState.SUSPECT]: "suspect",
  [AgentState.DRAINING]: "draining",
  [AgentState.BROKEN]: "broken",
  [AgentState.EJECTED]: "ejected",
  [AgentState.QUARANTINED]: "quarantined",
};

/** The agents that are there, with their state and promises. */
export async function agents(gateway: Gateway, lang: Lang): Promise<Answer> {
  const answer = await gateway.listAgents({});
  const json = answer.agents.map((agent) => ({
    id: agent.manifest?.agentId,
    version: agent.manifest?.version,
    title: lang === "ko" ? agent.manifest?.titleKo : agent.manifest?.titleEn,
    instance: agent.instanceId,
    state: states[agent.state] ?? "unknown",
    evidence: agent.evidence,
    pid: agent.pid,
    in_flight: agent.routerInFlight,
    attempts: Number(agent.attempts),
    failures: Number(agent.failures),
    capabilities: (agent.manifest?.capabilities ?? []).map((c) => ({
      name: c.name,
      makes: c.outputType,
      reads: c.inputs.map((input) => input.type),
      conditions: c.conditions.map((x) => ({ attribute: x.attribute, operator: x.operator, values: x.values })),
      cost: c.cost,
      deterministic: c.deterministic,
      idempotent: c.idempotent,
      tags: c.tags,
      description: c.description,
    })),
  }));
  const header =
    lang === "ko"
      ? ["에이전트", "버전", "상태", "pid", "시도", "만드는 것"]
      : ["agent", "version", "state", "pid", "attempts", "makes"];
  const rows = json.map((a) => [
    a.id ?? "",
    a.version ?? "",
    a.state,
    String(a.pid),
    String(a.attempts),
    [...new Set(a.capabilities.map((c) => shortName(c.makes)))].join(", "),
  ]);
  const evidence = json.filter((a) => a.evidence !== "").map((a) => `${a.id} ${a.instance}: ${a.evidence}\n`);
  return { json, text: table(header, rows) + evidence.join("") };
}
