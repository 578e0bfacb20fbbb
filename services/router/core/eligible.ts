import { type Capability, Presence } from "@viba/contracts/gen/viba/core/v1/capability_pb";
import type { Want } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { firstBroken } from "@viba/policy/conditions";
import { satisfies } from "@viba/policy/semver";
import { healthIsIgnored, illness } from "./health.ts";
import { type Instance, isSuspect, type LeaseTimes } from "./registry.ts";
import { busyBecause } from "./slots.ts";

/** An instance and the promise of it that fits what is wanted. */
export interface Fitting {
  readonly instance: Instance;
  readonly capability: Capability;
  /** Why it gets no work now; undefined when it may. */
  readonly leftOut: string | undefined;
}

/** A capability that reads the type it makes only improves what exists. */
export function isRefiner(capability: Capability): boolean {
  return capability.inputs.some((input) => input.type === capability.outputType);
}

/** Whether the promise itself fits: type, inputs that are there, conditions. */
export function fits(capability: Capability, want: Want): boolean {
  if (capability.outputType !== want.outputType || isRefiner(capability) !== want.refine) return false;
  const there = (type: string) => want.availableTypes.includes(type);
  const inputsThere = capability.inputs.every((i) => i.presence === Presence.OPTIONAL || there(i.type));
  return inputsThere && firstBroken(capability.conditions, want.attributes) === undefined;
}

/** All instances whose promise fits, each with the reason why it gets no work now, if there is one. */
export function fitting(instances: Iterable<Instance>, want: Want, times: LeaseTimes, nowMs: number): Fitting[] {
  const found: Fitting[] = [];
  const unwell: number[] = [];
  let well = 0;
  for (const instance of instances) {
    for (const capability of instance.manifest.capabilities) {
      if (!fits(capability, want)) continue;
      const barred = leftOut(instance, capability, want, times, nowMs);
      const ill = barred ? undefined : illness(instance.work, nowMs);
      if (ill) unwell.push(found.length);
      else if (!barred) well += 1;
      found.push({ instance, capability, leftOut: barred ?? ill ?? busyBecause(instance, capability, nowMs) });
    }
  }
  if (unwell.length > 0 && healthIsIgnored(unwell.length, well)) {
    for (const at of unwell) {
      const { instance, capability } = found[at]!;
      found[at] = { instance, capability, leftOut: busyBecause(instance, capability, nowMs) };
    }
  }
  return found;
}

function leftOut(
  instance: Instance,
  capability: Capability,
  want: Want,
  times: LeaseTimes,
  nowMs: number,
): string | undefined {
  const { agentId, version } = instance.manifest;
  const { excludedAgents = [], versions = {}, maxCost = 0 } = want.constraints ?? {};
  if (excludedAgents.includes(agentId)) return "excluded by the request";
  // Own properties only: "constructor" is a lawful agent id.
  const range = Object.hasOwn(versions, agentId) ? versions[agentId] : undefined;
  if (range !== undefined && !satisfies(version, range)) return `version ${version} is outside ${range}`;
  if (maxCost > 0 && capability.cost > maxCost) return `cost ${capability.cost} is above ${maxCost}`;
  if (instance.draining) return "drains";
  if (instance.unreachable) return "suspect: its link or a call to it was lost";
  if (instance.unhealthy) return `suspect: ${instance.unhealthy}`;
  if (isSuspect(instance, times, nowMs)) return "suspect: a heartbeat is overdue";
  return undefined;
}
