import { createHash } from "node:crypto";
import type { Artifact } from "@viba/contracts/gen/viba/core/v1/artifact_pb";

/** All that the result of a deterministic capability depends on. */
export interface MemoInputs {
  readonly agentId: string;
  readonly version: string;
  readonly capability: string;
  readonly inputs: readonly Artifact[];
  readonly seed: bigint;
  readonly language: string;
}

/** Cache key of a result: equal inputs to the same version of the same agent, equal key. */
export function memoKey(inputs: MemoInputs): string {
  const parts = [
    inputs.agentId,
    inputs.version,
    inputs.capability,
    String(inputs.seed),
    inputs.language,
    ...inputs.inputs.map((a) => `${a.type}:${a.digest}`),
  ];
  return createHash("sha256").update(parts.join("\n")).digest("hex");
}
