import { fromBinary } from "@bufbuild/protobuf";
import { digestOf } from "@viba/runtime/digest";
import { MeshError } from "@viba/runtime/errors";
import type { AnyCapability, NamedInput } from "../capability.ts";
import type { WireInput } from "../wire.ts";

/** Decodes the artifacts of an attempt into what the handler sees; INVALID_ARGUMENT names the type that is wrong. */
export function decodeInputs(capability: AnyCapability, inputs: readonly WireInput[]): Record<string, unknown> {
  checkTypes(capability, inputs);
  return Object.fromEntries(
    capability.inputs.map((input) => {
      const given = inputs.filter((one) => one.type === input.schema.typeName);
      return [input.key, valueOf(capability, input, given)];
    }),
  );
}

function valueOf(capability: AnyCapability, input: NamedInput, given: readonly WireInput[]): unknown {
  const { presence, schema } = input;
  if (given.length === 0 && presence !== "optional") {
    refuse(capability, `needs an artifact of type ${schema.typeName}`, schema.typeName);
  }
  if (given.length > 1 && presence !== "many") {
    refuse(capability, `takes one artifact of type ${schema.typeName}, not ${given.length}`, schema.typeName);
  }
  const values = given.map((one) => decode(capability, input, one));
  return presence === "many" ? values : values[0];
}

function decode(capability: AnyCapability, { schema }: NamedInput, input: WireInput): unknown {
  if (input.digest !== "" && input.digest !== digestOf(input.bytes)) {
    refuse(capability, `got ${schema.typeName} whose bytes don't match its digest ${input.digest}`, schema.typeName);
  }
  try {
    return fromBinary(schema, input.bytes);
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    return refuse(capability, `got bytes that are no ${schema.typeName}: ${because}`, schema.typeName);
  }
}

function checkTypes(capability: AnyCapability, inputs: readonly WireInput[]): void {
  const known = new Set(capability.inputs.map(({ schema }) => schema.typeName));
  for (const { type } of inputs) {
    if (!known.has(type)) refuse(capability, `doesn't read artifacts of type "${type}"`, type);
  }
}

function refuse(capability: AnyCapability, what: string, type: string): never {
  throw new MeshError("INVALID_ARGUMENT", `${capability.name} ${what}`, {
    messageKo: `${capability.name}: 입력 산출물 ${type}이(가) 올바르지 않습니다`,
    facts: { capability: capability.name, type },
  });
}
