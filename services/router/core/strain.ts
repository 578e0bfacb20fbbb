import { Strain } from "@viba/contracts/gen/viba/event/v1/event_pb";
import type { Instance } from "./instance.ts";

/** Where a strain begins and ends; between the two nothing changes, so that a value at the edge tells nothing twice. */
export interface StrainBounds {
  readonly strain: Strain;
  readonly begins: number;
  readonly ends: number;
}

/** CPU and memory as shares, the mean time of an attempt in seconds. */
export const strainBounds: readonly StrainBounds[] = [
  { strain: Strain.CPU, begins: 0.9, ends: 0.8 },
  { strain: Strain.MEMORY, begins: 0.85, ends: 0.8 },
  { strain: Strain.RESPONSE, begins: 1, ends: 0.8 },
];

/** A strain that begins or ends. */
export interface StrainChange {
  readonly agentId: string;
  readonly instanceId: string;
  readonly strain: Strain;
  readonly begins: boolean;
  /** What was measured; undefined when the instance is gone. */
  readonly value: number;
  /** Bound that was crossed. */
  readonly bound: number;
}

/** Who is strained by what. As bounded as the instances that are looked at. */
export interface StrainWatch {
  /** What has changed since the last look; whoever is gone has no strain any more. */
  look(instances: Iterable<Instance>): StrainChange[];
}

interface Seen {
  readonly agentId: string;
  readonly strained: ReadonlySet<Strain>;
  /** Attempts that ended, and their time, up to the last look. */
  readonly ended: number;
  readonly endedMs: number;
}

/** A watch that has seen nobody. */
export function createStrainWatch(): StrainWatch {
  let before = new Map<string, Seen>();
  return {
    look(instances) {
      const changes: StrainChange[] = [];
      const now = new Map<string, Seen>();
      for (const instance of instances) {
        const { instanceId, manifest, work } = instance;
        const { agentId } = manifest;
        const last = before.get(instanceId);
        const strained = new Set(last?.strained);
        for (const { strain, begins, ends } of strainBounds) {
          const value = measured(strain, instance, last);
          // Nothing ended: whether it responds slowly is as unknown as before.
          if (value === undefined) continue;
          const was = strained.has(strain);
          if (was ? value >= ends : value <= begins) continue;
          if (was) strained.delete(strain);
          else strained.add(strain);
          changes.push({ agentId, instanceId, strain, begins: !was, value, bound: was ? ends : begins });
        }
        now.set(instanceId, { agentId, strained, ended: work.ended, endedMs: work.endedMs });
      }
      for (const [instanceId, { agentId, strained }] of before) {
        if (now.has(instanceId)) continue;
        for (const { strain, ends } of strainBounds) {
          if (strained.has(strain)) changes.push({ agentId, instanceId, strain, begins: false, value: 0, bound: ends });
        }
      }
      before = now;
      return changes;
    },
  };
}

function measured(strain: Strain, { load, work }: Instance, last: Seen | undefined): number | undefined {
  if (strain === Strain.CPU) return load?.cpu;
  if (strain === Strain.MEMORY) return load?.memory;
  const ended = work.ended - (last?.ended ?? 0);
  return ended > 0 ? (work.endedMs - (last?.endedMs ?? 0)) / ended / 1000 : undefined;
}
