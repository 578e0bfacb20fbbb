import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { create, toBinary } from "@bufbuild/protobuf";
import type { Problem } from "@viba/building/brief/problem";
import { readEpw } from "@viba/building/energy/epw";
import { toWeatherYear } from "@viba/building/energy/weather-year";
import { WeatherYearSchema } from "@viba/contracts/gen/viba/aec/v1/energy_pb";
import { type Artifact, ArtifactSchema } from "@viba/contracts/gen/viba/core/v1/artifact_pb";
import type { Attachment } from "@viba/contracts/gen/viba/core/v1/goal_pb";

/** What the files beside a sentence became, or why one is refused. */
export type Attached =
  | { readonly ok: true; readonly artifacts: Artifact[]; readonly weather: readonly string[] }
  | { readonly ok: false; readonly problem: Problem };

/** A weather file is 2 MB; nothing that unpacks to more than this is one. */
const mostBytes = 8 * 1024 * 1024;

/** Understands the files beside a sentence: a weather year (EPW), once. A follow-up without one keeps the earlier run's. */
export function readAttachments(attachments: readonly Attachment[], earlier: readonly Artifact[] = []): Attached {
  const kept = earlier.filter(({ type }) => type === WeatherYearSchema.typeName);
  if (attachments.length === 0) return { ok: true, artifacts: kept, weather: kept.map(() => "earlier") };
  const artifacts: Artifact[] = [];
  const weather: string[] = [];
  for (const { name, gzip } of attachments) {
    if (!/\.epw$/i.test(name) || weather.length > 0) return refused(name, weather.length > 0);
    const text = unpacked(gzip);
    if (text === undefined) return broken(name);
    const read = readEpw(text);
    if (!read.ok) {
      const { message, messageKo, line } = read.problem;
      return {
        ok: false,
        problem: {
          reason: "INVALID_ARGUMENT",
          messageEn: `${name}: ${message}`,
          messageKo: `${name}: ${messageKo}`,
          facts: { file: name, line: String(line) },
        },
      };
    }
    weather.push(name);
    const bytes = toBinary(WeatherYearSchema, toWeatherYear(read.value));
    artifacts.push(artifactOf(WeatherYearSchema.typeName, bytes));
  }
  return { ok: true, artifacts, weather };
}

/** An artifact with its bytes inside. */
export function artifactOf(type: string, bytes: Uint8Array): Artifact {
  const digest = createHash("sha256").update(bytes).digest("hex");
  return create(ArtifactSchema, { type, digest, size: BigInt(bytes.length), inline: bytes });
}

function unpacked(gzip: Uint8Array): string | undefined {
  try {
    return gunzipSync(gzip, { maxOutputLength: mostBytes }).toString("utf8");
  } catch {
    return undefined;
  }
}

function refused(name: string, second: boolean): Attached {
  const [en, ko] = second
    ? ["only one weather file is read", "기상 파일은 하나만 읽습니다"]
    : ["only weather files (.epw) are read", "기상 파일(.epw)만 읽습니다"];
  return {
    ok: false,
    problem: {
      reason: "INVALID_ARGUMENT",
      messageEn: `${name}: ${en}`,
      messageKo: `${name}: ${ko}`,
      facts: { file: name },
    },
  };
}

function broken(name: string): Attached {
  return {
    ok: false,
    problem: {
      reason: "INVALID_ARGUMENT",
      messageEn: `${name} can't be unpacked, or is larger than ${mostBytes} bytes`,
      messageKo: `${name}의 압축을 풀 수 없거나 ${mostBytes}바이트보다 큽니다`,
      facts: { file: name },
    },
  };
}
