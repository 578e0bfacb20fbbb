import { readFile } from "node:fs/promises";
import { type DescMessage, create, fromBinary, fromJson, toBinary, toJson, type JsonValue } from "@bufbuild/protobuf";
import { file_viba_aec_v1_brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { file_viba_aec_v1_code } from "@viba/contracts/gen/viba/aec/v1/code_pb";
import { file_viba_aec_v1_concept } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import { file_viba_aec_v1_energy } from "@viba/contracts/gen/viba/aec/v1/energy_pb";
import { file_viba_aec_v1_model } from "@viba/contracts/gen/viba/aec/v1/model_pb";
import { file_viba_aec_v1_plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { file_viba_aec_v1_review } from "@viba/contracts/gen/viba/aec/v1/review_pb";
import { type Artifact, ArtifactSchema } from "@viba/contracts/gen/viba/core/v1/artifact_pb";
import { file_viba_core_v1_goal } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { digestOf } from "@viba/runtime/digest";
import { MeshError, toMeshError } from "@viba/runtime/errors";
import { attribute } from "./attribute.ts";
import { inSession, type AskOptions } from "./in-session.ts";
import { missingInputs } from "./missing-inputs.ts";

/** What `viba call` was told. */
export interface CallOptions extends AskOptions {
  readonly input: readonly string[];
  readonly set: readonly string[];
}

/** Messages this command can read and write as JSON: those of the mesh and of building. */
const files = [
  file_viba_core_v1_goal,
  file_viba_aec_v1_brief,
  file_viba_aec_v1_concept,
  file_viba_aec_v1_plan,
  file_viba_aec_v1_model,
  file_viba_aec_v1_code,
  file_viba_aec_v1_energy,
  file_viba_aec_v1_review,
];

/** Makes one artifact by one agent, outside any run, and prints it as JSON. */
export async function call(type: string, options: CallOptions): Promise<void> {
  const output = schemaOf(type);
  const inputs = await Promise.all(options.input.map(readInput));
  const attributes = Object.fromEntries(options.set.map(attribute));
  const { done, decision } = await inSession(options, async ({ gateway }) => {
    try {
      return await gateway.callCapability({ outputType: output.typeName, inputs, attributes });
    } catch (error) {
      if (toMeshError(error).reason !== "NO_CAPABLE_AGENT") throw error;
      const { agents } = await gateway.listAgents({});
      const have = inputs.map(({ type }) => type);
      throw (
        missingInputs(
          output.typeName,
          have,
          agents.flatMap(({ manifest }) => manifest ?? []),
        ) ?? error
      );
    }
  });
  if (!done?.artifact) throw new MeshError("BAD_ARTIFACT", "the agent made nothing");
  const bytes = done.artifact.inline;
  const made =
    bytes.length > 0 || done.artifact.size === 0n
      ? toJson(output, fromBinary(output, bytes))
      : { digest: done.artifact.digest };
  const answer = { agent: decision?.chosenAgentId, duration_ms: done.durationMs, artifact: made };
  process.stdout.write(`${JSON.stringify(answer, null, options.json ? 0 : 2)}\n`);
}

/** A message by its full name or, among ours, its last part. */
function schemaOf(name: string): DescMessage {
  const all = files.flatMap((file) => file.messages);
  const found = all.find((message) => message.typeName === name) ?? all.find((message) => message.name === name);
  if (found) return found;
  throw new MeshError(
    "INVALID_ARGUMENT",
    `"${name}" is no artifact type; there are ${all.map((m) => m.name).join(", ")}`,
    { messageKo: `"${name}"이라는 산출물 타입은 없습니다. 있는 것: ${all.map((m) => m.name).join(", ")}` },
  );
}

async function readInput(path: string): Promise<Artifact> {
  const json = await readJson(path);
  const { "@type": type, ...fields } = json;
  if (typeof type !== "string")
    throw new MeshError("INVALID_ARGUMENT", `${path}: write its type, for example "@type": "viba.aec.v1.Brief"`, {
      messageKo: `${path}: 타입을 적어 주세요. 예: "@type": "viba.aec.v1.Brief"`,
    });
  const schema = schemaOf(type);
  try {
    const inline = toBinary(schema, fromJson(schema, fields as JsonValue));
    return create(ArtifactSchema, {
      type: schema.typeName,
      digest: digestOf(inline),
      size: BigInt(inline.length),
      inline,
    });
  } catch (cause) {
    throw new MeshError("INVALID_ARGUMENT", `${path} is no ${schema.typeName}: ${String(cause)}`, {
      messageKo: `${path}은(는) ${schema.typeName}이(가) 아닙니다: ${String(cause)}`,
      cause,
    });
  }
}

async function readJson(path: string): Promise<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(await readFile(path, "utf8"));
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (cause) {
    throw new MeshError("INVALID_ARGUMENT", `--input ${path} can't be read as JSON`, {
      messageKo: `--input ${path}을(를) JSON으로 읽을 수 없습니다`,
      cause,
    });
  }
  throw new MeshError("INVALID_ARGUMENT", `--input ${path} is no JSON object`, {
    messageKo: `--input ${path}은(는) JSON 객체가 아닙니다`,
  });
}
