import type { Arm, PolicySnapshot } from "@viba/contracts/gen/viba/learner/v1/learner_pb";

/** Orders names by code unit: the same on every machine, unlike a locale's order. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The order of a snapshot's arms: output type, then agent. */
export function compareArms(a: Pick<Arm, "outputType" | "agentId">, b: Pick<Arm, "outputType" | "agentId">): number {
  return compareText(a.outputType, b.outputType) || compareText(a.agentId, b.agentId);
}

/** What a snapshot knows of an agent for an artifact type, or undefined; a binary search, as arms are ordered. */
export function findArm(snapshot: PolicySnapshot | undefined, outputType: string, agentId: string): Arm | undefined {
  const arms = snapshot?.arms ?? [];
  const wanted = { outputType, agentId };
  let low = 0;
  let high = arms.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const order = compareArms(arms[middle]!, wanted);
    if (order === 0) return arms[middle];
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}
