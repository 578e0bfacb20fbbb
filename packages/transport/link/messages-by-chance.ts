import { create, type DescEnum, type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { DurationSchema, TypeSchema } from "@bufbuild/protobuf/wkt";
import { file_viba_aec_v1_model } from "@viba/contracts/gen/viba/aec/v1/model_pb";
import { file_viba_aec_v1_plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { file_viba_agent_v1_agent } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { file_viba_core_v1_decision } from "@viba/contracts/gen/viba/core/v1/decision_pb";
import { file_viba_core_v1_goal } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { file_viba_error_v1_error } from "@viba/contracts/gen/viba/error/v1/error_pb";
import { file_viba_event_v1_event } from "@viba/contracts/gen/viba/event/v1/event_pb";
import { file_viba_link_v1_link } from "@viba/contracts/gen/viba/link/v1/link_pb";
import { file_viba_orchestrator_v1_run } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { file_viba_router_v1_registry } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import type { Random } from "@viba/runtime/random";

const files = [
  file_viba_aec_v1_model,
  file_viba_aec_v1_plan,
  file_viba_agent_v1_agent,
  file_viba_core_v1_decision,
  file_viba_core_v1_goal,
  file_viba_error_v1_error,
  file_viba_event_v1_event,
  file_viba_link_v1_link,
  file_viba_orchestrator_v1_run,
  file_viba_router_v1_registry,
];
/** Message types of many shapes: nested, repeated, maps, oneofs, optional fields. */
export const schemas = [...files.flatMap((file) => file.messages), DurationSchema, TypeSchema];
/** One of the values. */
export const pick = <T>(random: Random, values: readonly T[]): T => values[Math.floor(random() * values.length)]!;

function scalar(type: ScalarType, random: Random): unknown {
  switch (type) {
    case ScalarType.STRING:
      return pick(random, ["", "a", "건축 설계", "x".repeat(200), "🏛️", "\ud800"]);
    case ScalarType.BYTES:
      return pick(random, [new Uint8Array(0), new Uint8Array([1, 2]), new Uint8Array(300).fill(7)]);
    case ScalarType.BOOL:
      return random() < 0.5;
    case ScalarType.DOUBLE:
    case ScalarType.FLOAT:
      return pick(random, [0, -0, 1.5, -3, Number.NaN, Infinity]);
    case ScalarType.INT64:
    case ScalarType.SINT64:
    case ScalarType.SFIXED64:
      return pick(random, [0n, 1n, -1n, 2n ** 40n, -(2n ** 63n)]);
    case ScalarType.UINT64:
    case ScalarType.FIXED64:
      return pick(random, [0n, 1n, 2n ** 64n - 1n]);
    case ScalarType.UINT32:
    case ScalarType.FIXED32:
      return pick(random, [0, 1, 300, 2 ** 32 - 1]);
    default:
      return pick(random, [0, 1, -1, 300, 2 ** 31 - 1, -(2 ** 31)]);
  }
}

const enumValue = (desc: DescEnum, random: Random) => pick(random, desc.values).number;

function fieldValue(field: DescField, random: Random, depth: number): unknown {
  const one = () => {
    if (field.message) return message(field.message, random, depth + 1);
    return field.enum ? enumValue(field.enum, random) : scalar(field.scalar!, random);
  };
  const count = depth > 2 ? 0 : Math.floor(random() * 4);
  if (field.fieldKind === "list") return Array.from({ length: count }, one);
  if (field.fieldKind === "map") {
    return Object.fromEntries(Array.from({ length: count }, () => [String(scalar(field.mapKey, random)), one()]));
  }
  return one();
}

/** A message whose fields are set by chance. */
export function message(schema: DescMessage, random: Random, depth = 0): unknown {
  const made = create(schema) as unknown as Record<string, unknown>;
  for (const field of schema.fields) {
    if (random() < 0.3 || (depth > 3 && field.message)) continue;
    const value = fieldValue(field, random, depth);
    if (field.oneof) made[field.oneof.localName] = { case: field.localName, value };
    else made[field.localName] = value;
  }
  return made;
}
