import { create } from "@bufbuild/protobuf";
import { Strain } from "@viba/contracts/gen/viba/event/v1/event_pb";
import { ActiveStrainSchema } from "@viba/contracts/gen/viba/monitor/v1/monitor_pb";
import { AgentInfoSchema, AgentState } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import { expect, test } from "vitest";
import { alertsOf } from "./alerts.ts";

const agent = (agentId: string, state: AgentState, evidence = "") =>
  create(AgentInfoSchema, { manifest: { agentId }, instanceId: `${agentId}-1`, state, evidence });
const strain = (agentId: string, kind: Strain, value: number, bound: number) =>
  create(ActiveStrainSchema, {
    strain: { agentId, instanceId: `${agentId}-1`, strain: kind, begins: true, value, bound },
    sinceMs: 7,
  });
const service = (name: string, serving: boolean, note = "") => ({ name, serving, note });

test("a mesh that is well has none", () => {
  const agents = [agent("a", AgentState.READY), agent("b", AgentState.DRAINING)];
  expect(
    alertsOf({ agents, strains: [], services: [service("router", true), service("bus", true, "embedded")] }),
  ).toEqual([]);
});

test("what needs a person comes first, and each says what and how much", () => {
  const alerts = alertsOf({
    agents: [
      agent("slow", AgentState.READY),
      agent("away", AgentState.SUSPECT, "no heartbeat for 2.1 s"),
      agent("dead", AgentState.QUARANTINED, "5 exits in 60 s"),
    ],
    strains: [strain("slow", Strain.RESPONSE, 2.345, 1), strain("slow", Strain.CPU, 0.97, 0.9)],
    services: [service("learner", false, "does not answer"), service("bus", false, "since 10:02 (router)")],
  });
  expect(alerts.map(({ kind, subject }) => `${kind} ${subject}`)).toEqual([
    "quarantined dead",
    "service learner",
    "engine bus",
    "suspect away",
    "strain_response slow",
    "strain_cpu slow",
  ]);
  expect(alerts[0]!.messageKo).toContain("5 exits in 60 s");
  expect(alerts[0]!.next).not.toBe("");
  expect(alerts[4]).toMatchObject({ message: "answers slowly (2.3 s, > 1.0 s)", sinceMs: 7, instanceId: "slow-1" });
  expect(alerts[5]!.messageKo).toContain("(97 %, > 90 %)");
});

test("a store that takes nothing in says what stands still and what to do", () => {
  const [alert] = alertsOf({ agents: [], strains: [], services: [service("store", false, "the disk is full")] });
  expect(alert).toMatchObject({ kind: "engine", subject: "store", next: "free disk space or mend the disk" });
  expect([alert!.message, alert!.messageKo].every((text) => text?.endsWith(": the disk is full"))).toBe(true);
});

test("a strain of an instance that has gone is none", () => {
  expect(alertsOf({ agents: [], strains: [strain("gone", Strain.CPU, 1, 0.9)], services: [] })).toEqual([]);
});
