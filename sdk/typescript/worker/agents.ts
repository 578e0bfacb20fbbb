import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { MeshError } from "@viba/runtime/errors";
import { traceparentOf } from "@viba/runtime/trace/context";
import type { Agents } from "../context.ts";
import { ownBytes, type WireQuestion } from "../wire.ts";

/** The other agents for a handler; `answer` gives the bytes of what was made. */
export function createAgents(answer: (question: WireQuestion) => Promise<Uint8Array>): Agents {
  return {
    async ask(output, given, { attributes = {}, without = [], timeoutMs = 0 } = {}) {
      const bytes = await answer({
        outputType: output.typeName,
        types: given.map(({ schema }) => schema.typeName),
        inputs: given.map(({ schema, message }) => ownBytes(toBinary(schema, message))),
        attributes,
        without,
        timeoutMs,
        traceparent: traceparentOf() ?? "",
      });
      try {
        return fromBinary(output, bytes);
      } catch (cause) {
        throw new MeshError("BAD_ARTIFACT", `an answer that is no ${output.typeName}`, { cause });
      }
    },
  };
}
