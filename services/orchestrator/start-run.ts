import { create, toBinary } from "@bufbuild/protobuf";
import { trace } from "@opentelemetry/api";
import { RequestSchema } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import type { StartRunRequest } from "@viba/contracts/gen/viba/orchestrator/v1/orchestrator_pb";
import { MeshError } from "@viba/runtime/errors";
import { newId } from "@viba/runtime/random";
import { newEvent, toRecord } from "./events.ts";
import type { RunPorts } from "./ports.ts";
import { readRun } from "./run-log.ts";

/** Longest sentence, in bytes of UTF-8. */
export const maxTextBytes = 16 * 1024;

/** Takes a run in; it is durable when this resolves. The same run id with the same request is one run. */
export async function admitRun(request: StartRunRequest, ports: RunPorts): Promise<{ runId: string; traceId: string }> {
  const asked = request.request;
  if (!asked || asked.text.trim() === "")
    throw new MeshError("TEXT_EMPTY", "the sentence is empty", { messageKo: "문장이 비어 있습니다" });
  if (Buffer.byteLength(asked.text) > maxTextBytes) {
    throw new MeshError("TEXT_TOO_LONG", `the sentence is longer than ${maxTextBytes} bytes`, {
      messageKo: `문장이 ${maxTextBytes}바이트보다 깁니다`,
    });
  }
  const atMs = ports.clock.nowMs();
  const runId = request.runId || newId("run");
  if (!/^[\w-]{1,128}$/.test(runId))
    throw new MeshError("INVALID_ARGUMENT", "run_id: letters, digits, - and _, at most 128");
  const permitDate = asked.permitDate || koreanDay(atMs);
  if (!isDay(permitDate))
    throw new MeshError("INVALID_ARGUMENT", "permit_date: YYYY-MM-DD", { messageKo: "허가일: YYYY-MM-DD" });
  const span = trace.getActiveSpan()?.spanContext();
  const event = newEvent(runId, atMs, {
    case: "runAdmitted",
    value: {
      $typeName: "viba.orchestrator.v1.RunAdmitted",
      request: create(RequestSchema, { ...asked, permitDate, language: asked.language || "ko" }),
      traceId: span?.traceId ?? newId("").slice(1),
      rootSpanId: span?.spanId ?? "0000000000000001",
      tenant: request.tenant || "local",
      fresh: request.fresh,
      ...(request.constraints ? { constraints: request.constraints } : {}),
    },
  });
  const traceId = event.event.case === "runAdmitted" ? event.event.value.traceId : "";
  const known = await knownRun(request, runId, ports);
  if (known) return known;
  const summary = toBinary(RequestSchema, asked);
  await ports.journal.admit({ runId, state: "accepted", summary, atMs }, [toRecord(event, atMs, "admitted")]);
  ports.hub.publish(event);
  return { runId, traceId };
}

/** A run the caller sent before, recognised by its sentence; other content under the same id is refused. */
async function knownRun(request: StartRunRequest, runId: string, ports: RunPorts) {
  if (!request.runId) return undefined;
  const row = await ports.journal.run(runId);
  if (!row) return undefined;
  const same = Buffer.compare(row.summary, toBinary(RequestSchema, request.request!)) === 0;
  if (!same) throw new MeshError("CONFLICT", `run ${runId} exists with another request`);
  const view = await readRun(runId, ports);
  return { runId, traceId: view.run.traceId };
}

/** The day in Korea at a wall time: permits are dated there. */
export function koreanDay(atMs: number): string {
  return new Date(atMs + 9 * 3600 * 1000).toISOString().slice(0, 10);
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text);
}
