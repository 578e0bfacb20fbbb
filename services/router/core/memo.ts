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
    ...inputs.inputs.flatMap((a) => [a.type, a.digest]),
  ];
  // As JSON, so that no text can pose as the end of one part and the begin of the next.
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
