import type { Manifest } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { Presence } from "@viba/contracts/gen/viba/core/v1/capability_pb";
import { MeshError } from "@viba/runtime/errors";
import { shortName } from "../output/progress.ts";

/**
 * Why nobody makes `outputType` from the types in `have`, when it is only that inputs are missing: the promise that misses
 * least names them. Undefined when nobody promises the type, or one promise misses nothing (then something else is wrong).
 */
export function missingInputs(
  outputType: string,
  have: readonly string[],
  manifests: readonly Manifest[],
): MeshError | undefined {
  const promises = manifests.flatMap(({ agentId, capabilities }) =>
    capabilities
      .filter((capability) => capability.outputType === outputType)
      .map(({ inputs }) => ({
        agentId,
        missing: inputs
          .filter(({ type, presence }) => presence === Presence.REQUIRED && !have.includes(type))
          .map(({ type }) => shortName(type)),
      })),
  );
  const least = promises.toSorted((a, b) => a.missing.length - b.missing.length)[0];
  if (!least || least.missing.length === 0) return undefined;
  const [what, missing] = [shortName(outputType), least.missing.join(", ")];
  return new MeshError("INVALID_ARGUMENT", `${least.agentId} makes ${what} from more: add ${missing} with --input`, {
    messageKo: `${least.agentId}이(가) ${what}을(를) 만들려면 더 필요합니다. --input으로 주세요: ${missing}`,
  });
}
