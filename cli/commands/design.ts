import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { SpanKind, trace } from "@opentelemetry/api";
import type { Run } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { RunState } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { sleep, systemClock } from "@viba/runtime/clock";
import { fromDetail, MeshError } from "@viba/runtime/errors";
import { withSpan } from "@viba/runtime/trace/context";
import { maxReportedSpans, spansToProto } from "@viba/runtime/trace/proto";
import type { Lang } from "../output/failure.ts";
import { createProgress } from "../output/progress.ts";
import { type Gateway, openSession, type Session } from "../session.ts";
import { type ResultJson, resultOf } from "./result.ts";

/** What `viba design` was told. */
export interface DesignOptions {
  readonly text: string;
  readonly out: string;
  readonly data: string;
  readonly permitDate?: string;
  readonly site?: string;
  /** Weather file for the energy estimate. */
  readonly weather?: string;
  readonly seed?: string;
  /** Run to go on from; the text says what to change. */
  readonly from?: string;
  readonly fresh: boolean;
  readonly json: boolean;
  readonly verbose: boolean;
  readonly lang: Lang;
  readonly agent: readonly string[];
  readonly without: readonly string[];
}

/** Most of a sentence this command sends; the mesh takes less and says so. */
const maxTextBytes = 16 * 1024;
const clock = systemClock;

/** Designs once: writes the files and result.json into the folder, and returns what result.json says. */
export async function design(options: DesignOptions): Promise<ResultJson> {
  checkText(options.text);
  const siteGeojson = options.site ? (await readGiven("--site", options.site)).toString("utf8") : "";
  const attachments = options.weather ? [await attach("--weather", options.weather)] : [];
  const seed = options.seed === undefined ? undefined : parseSeed(options.seed);
  await makeFolder(options.out);
  const session = await openSession({
    data: options.data,
    verbose: options.verbose,
    start: true,
    extra: options.agent,
    without: options.without,
  });
  let traceId = "";
  try {
    const attributes = { "viba.trace.keep": true };
    const result = await withSpan(
      trace.getTracer("viba"),
      "viba design",
      { kind: SpanKind.INTERNAL, attributes },
      async (span) => {
        ({ traceId } = span.spanContext());
        const startMs = clock.monotonicMs();
        const { text, lang, permitDate = "", fresh, from = "" } = options;
        const { runId } = await session.gateway.startDesign({
          text,
          permitDate,
          language: lang,
          siteGeojson,
          attachments,
          fresh,
          fromRun: from,
          ...(seed === undefined ? {} : { seed }),
        });
        const run = await follow(session.gateway, runId, options);
        const artifacts = await download(session.gateway, run, options.out);
        return resultOf(run, artifacts, { meshReadyMs: session.readyMs, designMs: clock.monotonicMs() - startMs });
      },
    );
    await writeFile(join(options.out, "result.json"), `${JSON.stringify(result, null, 2)}\n`);
    return result;
  } finally {
    await reportSpans(session, traceId);
    await session[Symbol.asyncDispose]();
  }
}

function checkText(text: string): void {
  if (text.trim() === "") {
    throw new MeshError("TEXT_EMPTY", "the sentence is empty", { messageKo: "문장이 비어 있습니다" });
  }
  if (Buffer.byteLength(text) > maxTextBytes) {
    throw new MeshError(
      "TEXT_TOO_LONG",
      `the sentence has ${Buffer.byteLength(text)} bytes, ${maxTextBytes} are allowed`,
      {
        messageKo: `문장이 ${Buffer.byteLength(text)}바이트입니다. ${maxTextBytes}바이트까지 됩니다`,
      },
    );
  }
}

function parseSeed(text: string): bigint {
  if (!/^\d{1,18}$/.test(text))
    throw new MeshError("INVALID_ARGUMENT", `--seed "${text}": write a whole number of at most 18 digits`);
  return BigInt(text);
}

async function readGiven(option: string, path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new MeshError("INVALID_ARGUMENT", `${option} ${path} can't be read`, {
      messageKo: `${option} ${path}을(를) 읽을 수 없습니다`,
      cause,
    });
  }
}

/** A file that goes with the sentence; what it is worth, whoever reads the sentence says. */
async function attach(option: string, path: string): Promise<{ name: string; gzip: Uint8Array }> {
  return { name: basename(path), gzip: gzipSync(await readGiven(option, path)) };
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, ".viba-write-test"), "");
    await rm(join(folder, ".viba-write-test"));
  } catch (cause) {
    throw new MeshError("INVALID_ARGUMENT", `--out ${folder} can't be written`, {
      messageKo: `--out ${folder}에 쓸 수 없습니다`,
      cause,
    });
  }
}

/** Watches the run to its end; a lost connection (the mesh process was restarted) is taken up again where it broke. */
async function follow(gateway: Gateway, runId: string, options: DesignOptions): Promise<Run> {
  const progress = createProgress({ show: !options.json, lang: options.lang, tty: process.stderr.isTTY === true });
  await watchToEnd(gateway, runId, progress.event);
  progress.end();
  const { run } = await gateway.getRun({ runId });
  if (run!.state !== RunState.FINISHED) {
    throw run!.error
      ? fromDetail(run!.error, run!.message)
      : new MeshError("CANCELLED", run!.message || "the run was cancelled");
  }
  return run!;
}

/** How long a lost mesh may take to come back. */
const returnMs = 60_000;

async function watchToEnd(
  gateway: Gateway,
  runId: string,
  tell: ReturnType<typeof createProgress>["event"],
): Promise<void> {
  let afterSequence = 0n;
  let lostMs: number | undefined;
  for (;;) {
    const left = new AbortController();
    try {
      for await (const { event } of gateway.watchRun({ runId, afterSequence }, { signal: left.signal })) {
        lostMs = undefined;
        if (!event) continue;
        if (event.sequence > afterSequence) afterSequence = event.sequence;
        tell(event);
        if (event.event.case === "runEnded") return;
      }
    } catch (error) {
      lostMs ??= clock.monotonicMs();
      if (clock.monotonicMs() - lostMs > returnMs) throw error;
    } finally {
      // Leaving the loop tells the stream nothing; without this its span would never end.
      left.abort();
    }
    await sleep(clock, 200);
  }
}

async function download(gateway: Gateway, run: Run, out: string): Promise<Record<string, string>> {
  const written: Record<string, string> = {};
  for (const { name } of run.files) {
    const chunks: Uint8Array[] = [];
    for await (const { chunk } of gateway.getFile({ runId: run.runId, name })) chunks.push(chunk);
    // A name comes from an agent: it may not lead out of the folder.
    if (!/^[\w][\w.\- ]{0,127}$/.test(name)) throw new MeshError("BAD_ARTIFACT", `"${name}" is no file name`);
    await writeFile(join(out, name), Buffer.concat(chunks));
    written[name] = join(out, name);
  }
  return written;
}

/** Hands the command's own spans to the mesh, so that the run is one trace from the keyboard on. */
async function reportSpans({ gateway, ring }: Session, traceId: string): Promise<void> {
  try {
    await gateway.reportSpans({ spans: spansToProto(ring.spansOf(traceId).slice(0, maxReportedSpans)) });
  } catch {
    // A trace without its first span is still a trace.
  }
}
