import type { Capability } from "@viba/contracts/gen/viba/core/v1/capability_pb";
import type { Instance } from "./instance.ts";

/** A new instance has its whole capacity after this time: caches, compilers and pools of a fresh process are cold. */
export const slowStartMs = 10_000;

/** Attempts of a capability an instance may have at a time from this router: its share of what the agent declares. */
export function slotsOf({ work, links }: Instance, { maxConcurrency }: Capability, nowMs: number): number {
  const share = Math.max(1, Math.floor(Math.max(1, maxConcurrency) / Math.max(1, links)));
  const ageMs = nowMs - work.sinceMs;
  return ageMs >= slowStartMs ? share : Math.max(1, Math.ceil((share * ageMs) / slowStartMs));
}

/** Whether an instance can't take one more attempt of a capability at this moment. */
export function isBusy(instance: Instance, capability: Capability, nowMs: number): boolean {
  const { running, inFlight, pausedUntilMs } = instance.work;
  if (nowMs < pausedUntilMs) return true;
  const slots = slotsOf(instance, capability, nowMs);
  // Of one capability there are no more than of all: who has few in flight needs no count of them.
  return inFlight >= slots && (running.get(capability.name) ?? 0) >= slots;
}

/** Why an instance can't take one more attempt of a capability at this moment; undefined when it can. */
export function busyBecause(instance: Instance, capability: Capability, nowMs: number): string | undefined {
  const { running, pausedUntilMs } = instance.work;
  if (nowMs < pausedUntilMs) return `${busy}: asked for a pause`;
  const used = running.get(capability.name) ?? 0;
  if (used < slotsOf(instance, capability, nowMs)) return undefined;
  return `${busy}: ${used} of ${slotsOf(instance, capability, nowMs)} in flight`;
}

const busy = "busy";

/** Whether this is why an instance was left out: it may be free in a moment. */
export function isBusyReason(leftOut: string | undefined): boolean {
  return leftOut?.startsWith(busy) ?? false;
}

function takesWork({ draining, standby, unreachable, unhealthy }: Instance): boolean {
  return !draining && !standby && !unreachable && unhealthy === undefined;
}

/** What the agents that make a type can run at a time, and what they run. */
export interface Capacity {
  readonly slots: number;
  readonly used: number;
}

/** Slots for a type over all instances that take work, and how many are in use. */
export function capacityOf(instances: Iterable<Instance>, outputType: string, nowMs: number): Capacity {
  let slots = 0;
  let used = 0;
  for (const instance of instances) {
    if (!takesWork(instance)) continue;
    for (const capability of instance.manifest.capabilities) {
      if (capability.outputType !== outputType) continue;
      slots += slotsOf(instance, capability, nowMs);
      used += instance.work.running.get(capability.name) ?? 0;
    }
  }
  return { slots, used };
}

/** Whether any instance could take one more attempt that makes the type. */
export function anyFree(instances: Iterable<Instance>, outputType: string, nowMs: number): boolean {
  for (const instance of instances) {
    if (!takesWork(instance)) continue;
    for (const capability of instance.manifest.capabilities) {
      if (capability.outputType === outputType && !isBusy(instance, capability, nowMs)) return true;
    }
  }
  return false;
}
