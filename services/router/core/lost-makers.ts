import type { Manifest } from "@viba/contracts/gen/viba/agent/v1/agent_pb";

/** Which types somebody made until a moment ago who went without a goodbye: whoever is started again is waited for longer. */
export interface LostMakers {
  /** Its lease or its process has ended. */
  lost(manifest: Manifest, nowMs: number): void;
  /** Nobody starts it again. */
  givenUp(agentId: string): void;
  /** Whether a maker of the type may be back soon. */
  mayReturn(outputType: string, nowMs: number): boolean;
}

/** A process that was started again is back by then, also on a machine with much else to do. */
export const returnMs = 60_000;
/** As many types as a router knows. */
const maxTypes = 4096;

/** Nobody is lost. */
export function createLostMakers(): LostMakers {
  const byType = new Map<string, { readonly agentId: string; readonly atMs: number }>();
  return {
    lost({ agentId, capabilities }, atMs) {
      for (const { outputType } of capabilities) {
        byType.delete(outputType);
        byType.set(outputType, { agentId, atMs });
        if (byType.size > maxTypes) byType.delete(byType.keys().next().value!);
      }
    },
    givenUp(agentId) {
      for (const [type, one] of byType) if (one.agentId === agentId) byType.delete(type);
    },
    mayReturn: (outputType, nowMs) => nowMs - (byType.get(outputType)?.atMs ?? -Infinity) < returnMs,
  };
}
