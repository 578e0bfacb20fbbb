import { create, equals } from "@bufbuild/protobuf";
import { trace } from "@opentelemetry/api";
import { ConstraintsSchema, type Request, RequestSchema } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import type { StartRunRequest } from "@viba/contracts/gen/viba/orchestrator/v1/orchestrator_pb";
import { type RunAdmitted, RunAdmittedSchema } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { MeshError, toMeshError } from "@viba/runtime/errors";
import { newId } from "@viba/runtime/random";
import { goOnFrom } from "./earlier-run.ts";
import { emptyRun, applyEvent } from "./core/fold.ts";
import { summaryOf } from "./core/summary.ts";
import { newEvent, toRecord } from "./events.ts";
import type { RunPorts } from "./ports.ts";
import { readRun } from "./run-log.ts";

/** Longest sentence, in bytes of UTF-8. */
export const maxTextBytes = 16 * 1024;
/** Largest GeoJSON of a site, in bytes of UTF-8. */
export const maxSiteBytes = 256 * 1024;
/** All attachments of a request together, compressed, in bytes; and how many they may be. */
export const maxAttachedBytes = 512 * 1024;
const maxAttachments = 8;
/** Agents that one run may exclude or hold to a version. */
const maxConstraints = 256;

/** Names a run and its trace. */
export interface Admitted {
  readonly runId: string;
  readonly traceId: string;
}

type AdmitPorts = Pick<RunPorts, "clock" | "journal" | "blobs" | "hub">;

/** Takes a run in; it is durable when this resolves. The same run id with the same request is one run. */
export async function admitRun(request: StartRunRequest, ports: AdmitPorts): Promise<Admitted> {
  const asked = checkRequest(request);
  const atMs = ports.clock.nowMs();
  const runId = request.runId || newId("run");
  const tenant = request.tenant || "local";
  const known = await knownRun(request, asked, ports);
  if (known) return known;
  const { request: whole, makers } =
    asked.fromRun === "" ? { request: asked, makers: [] } : await goOnFrom(asked, tenant, ports);
  const span = trace.getActiveSpan()?.spanContext();
  const value = create(RunAdmittedSchema, {
    request: { ...whole, permitDate: whole.permitDate || koreanDay(atMs), language: asked.language || "ko" },
    traceId: span?.traceId ?? newId("").slice(1),
    rootSpanId: span?.spanId ?? newId("").slice(1, 17),
    tenant,
    fresh: request.fresh,
    makers,
    ...(request.constraints ? { constraints: request.constraints } : {}),
  });
  const event = newEvent(runId, atMs, { case: "runAdmitted", value });
  const view = emptyRun(runId);
  applyEvent(view, event);
  const head = { runId, state: "accepted", summary: summaryOf(view.run), atMs };
  try {
    await ports.journal.admit(head, [toRecord(event, atMs, "admitted")]);
  } catch (error) {
    // Sent twice at once, each with a time and a trace of its own: the first one in is the run.
    const first = toMeshError(error).reason === "CONFLICT" ? await knownRun(request, asked, ports) : undefined;
    if (!first) throw error;
    return first;
  }
  ports.hub.wake();
  return { runId, traceId: value.traceId };
}

/** The request, or the typed reason why it is none. */
function checkRequest({ request: asked, runId, constraints }: StartRunRequest): Request {
  if (!asked || asked.text.trim() === "")
    throw new MeshError("TEXT_EMPTY", "the sentence is empty", { messageKo: "문장이 비어 있습니다" });
  if (Buffer.byteLength(asked.text) > maxTextBytes) {
    throw new MeshError("TEXT_TOO_LONG", `the sentence is longer than ${maxTextBytes} bytes`, {
      messageKo: `문장이 ${maxTextBytes}바이트보다 깁니다`,
    });
  }
  if (Buffer.byteLength(asked.siteGeojson) > maxSiteBytes) {
    throw new MeshError("TOO_LARGE", `site_geojson: at most ${maxSiteBytes} bytes`, {
      messageKo: `대지 GeoJSON은 ${maxSiteBytes}바이트까지입니다`,
    });
  }
  if (asked.variant > 99) throw new MeshError("INVALID_ARGUMENT", "variant: at most 99");
  if (asked.attached.length > 0) throw new MeshError("INVALID_ARGUMENT", "attached: name from_run instead");
  if (!/^[\w-]{0,128}$/.test(asked.fromRun)) {
    throw new MeshError("INVALID_ARGUMENT", "from_run: letters, digits, - and _, at most 128", {
      messageKo: "from_run: 영문자, 숫자, -, _ 128자까지",
    });
  }
  const attached = asked.attachments.reduce((sum, one) => sum + one.gzip.length, 0);
  if (asked.attachments.length > maxAttachments || attached > maxAttachedBytes) {
    throw new MeshError("TOO_LARGE", `attachments: at most ${maxAttachments}, ${maxAttachedBytes} bytes together`, {
      messageKo: `첨부 파일은 ${maxAttachments}개, 압축하여 모두 ${maxAttachedBytes}바이트까지입니다`,
    });
  }
  if (asked.attachments.some(({ name }) => !/^[^/\\\p{Cc}]{1,128}$/u.test(name))) {
    throw new MeshError("INVALID_ARGUMENT", "attachments: a name without folders, 1 to 128 characters", {
      messageKo: "첨부 파일 이름: 폴더 없이 1~128자",
    });
  }
  if (runId !== "" && !/^[\w-]{1,128}$/.test(runId)) {
    throw new MeshError("INVALID_ARGUMENT", "run_id: letters, digits, - and _, at most 128", {
      messageKo: "run_id: 영문자, 숫자, -, _ 128자까지",
    });
  }
  if (asked.permitDate !== "" && !isDay(asked.permitDate))
    throw new MeshError("INVALID_ARGUMENT", "permit_date is no day of the calendar: write YYYY-MM-DD", {
      messageKo: "달력에 없는 허가일입니다. YYYY-MM-DD로 적어 주세요",
    });
  if (!["", "ko", "en"].includes(asked.language))
    throw new MeshError("INVALID_ARGUMENT", "language: ko or en", { messageKo: "언어: ko 또는 en" });
  const { excludedAgents = [], versions = {}, maxCost = 0, certificates = [] } = constraints ?? {};
  if (excludedAgents.length + Object.keys(versions).length + certificates.length > maxConstraints || !(maxCost >= 0)) {
    throw new MeshError("INVALID_ARGUMENT", `constraints: at most ${maxConstraints} agents, max_cost 0 or more`);
  }
  return asked;
}

/** A run the caller sent before, recognised by what was asked; anything else under the same id is refused. */
async function knownRun(
  request: StartRunRequest,
  asked: Request,
  ports: Pick<RunPorts, "journal">,
): Promise<Admitted | undefined> {
  const { runId } = request;
  if (runId === "" || !(await ports.journal.run(runId))) return undefined;
  const view = await readRun(runId, ports);
  const admitted = { ...view, request: view.run.request };
  if (!isSame(request, asked, admitted)) throw new MeshError("CONFLICT", `run ${runId} exists with another request`);
  return { runId, traceId: view.run.traceId };
}

type Before = Pick<RunAdmitted, "request" | "tenant" | "fresh"> & { constraints?: RunAdmitted["constraints"] };

/** What the caller left open is as it was filled in then, even if the day has changed since. */
function isSame(request: StartRunRequest, asked: Request, before: Before): boolean {
  const { permitDate = "", seed = 0n, siteGeojson = "", attached = [] } = before.request ?? {};
  const again = create(RequestSchema, {
    ...asked,
    permitDate: asked.permitDate || permitDate,
    language: asked.language || "ko",
    ...(asked.fromRun === ""
      ? {}
      : { attached, seed: asked.seed || seed, siteGeojson: asked.siteGeojson || siteGeojson }),
  });
  const none = create(ConstraintsSchema);
  return (
    before.request !== undefined &&
    equals(RequestSchema, again, before.request) &&
    equals(ConstraintsSchema, request.constraints ?? none, before.constraints ?? none) &&
    (request.tenant || "local") === before.tenant &&
    request.fresh === before.fresh
  );
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
