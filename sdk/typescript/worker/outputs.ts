import { create, type DescMessage, isMessage, toBinary } from "@bufbuild/protobuf";
import { AssessmentSchema } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { digestOf } from "@viba/runtime/digest";
import { MeshError } from "@viba/runtime/errors";
import type { AnyCapability, Output, OutputFile } from "../capability.ts";
import { limits } from "../limits.ts";
import { type OwnBytes, ownBytes, type RunResult, type WireContent } from "../wire.ts";

/** A handler's answer as bytes with digests; BAD_ARTIFACT when it isn't what the capability promises. */
export function encodeOutput(
  capability: AnyCapability,
  made: Output<DescMessage>,
): Omit<RunResult, "durationMs" | "cpuMs"> {
  const { output } = capability;
  if (!isMessage(made?.output, output)) refuse(capability, `gave no ${output.typeName}`);
  const files = made.files ?? [];
  checkFiles(capability, files);
  return {
    type: output.typeName,
    output: content(capability, output.typeName, serialise(capability, output, made)),
    files: files.map((file) => ({
      name: file.name,
      mediaType: file.mediaType,
      content: content(capability, file.name, bytesOf(file)),
    })),
    assessment: made.assessment && toBinary(AssessmentSchema, create(AssessmentSchema, made.assessment)),
  };
}

function serialise(capability: AnyCapability, schema: DescMessage, made: Output<DescMessage>): OwnBytes {
  try {
    return toBinary(schema, made.output);
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    return refuse(capability, `gave a ${schema.typeName} that can't be serialised: ${because}`);
  }
}

/** The author's bytes are copied: they may be kept or used twice, and what is handed to another thread is gone. */
function bytesOf({ bytes }: OutputFile): OwnBytes {
  return typeof bytes === "string" ? new TextEncoder().encode(bytes) : ownBytes(bytes);
}

function content(capability: AnyCapability, name: string, bytes: OwnBytes): WireContent {
  if (bytes.byteLength > limits.contentBytes) {
    throw new MeshError("TOO_LARGE", `${capability.name} gave ${name} of ${bytes.byteLength} bytes`, {
      facts: { capability: capability.name, name, limit: String(limits.contentBytes) },
    });
  }
  return { digest: digestOf(bytes), bytes };
}

function checkFiles(capability: AnyCapability, files: readonly OutputFile[]): void {
  if (files.length > limits.files) refuse(capability, `gave ${files.length} files; ${limits.files} are the most`);
  const names = new Set<string>();
  for (const { name } of files) {
    if (!isFileName(name))
      refuse(capability, `gave a file named ${JSON.stringify(name)}: no folders, 1 to 128 letters`);
    if (names.has(name)) refuse(capability, `gave two files named ${name}`);
    names.add(name);
  }
}

/** Files are written where a person asks for them, so a name must not lead anywhere else. */
function isFileName(name: string): boolean {
  return name.length <= 128 && !name.startsWith(".") && /^[^/\\:*?"<>|\p{Cc}]+$/u.test(name);
}

function refuse(capability: AnyCapability, what: string): never {
  throw new MeshError("BAD_ARTIFACT", `${capability.name} ${what}`, { facts: { capability: capability.name } });
}
