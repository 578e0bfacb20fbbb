import { statSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { SpanKind, trace } from "@opentelemetry/api";
import type { Run, RunEvent } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { RunState } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { sleep, systemClock } from "@viba/runtime/clock";
import { fromDetail, MeshError } from "@viba/runtime/errors";
import { newId } from "@viba/runtime/random";
import { withSpan } from "@viba/runtime/trace/context";
import { maxReportedSpans, spansToProto } from "@viba/runtime/trace/proto";
import { ensureFolder } from "@viba/store/folder";
import type { Lang } from "../output/failure.ts";
import { createProgress } from "../output/progress.ts";
import { type Gateway, openSession, type Session } from "../session.ts";
import { insist, returnMs } from "./insist.ts";
import { type ResultJson, resultOf } from "./result.ts";
import { createRunFiles, type RunFiles } from "./run-files.ts";

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
  const ready = await prepare(options);
  await using session = await openDesignSession(options);
  const { result } = await designOnce(session, { ...options, ...ready });
  return result;
}

/** What is checked and read before a mesh is asked. */
export interface Ready {
  readonly siteGeojson: string;
  /** Files that go along, for example a weather file. */
  readonly attachments: readonly GivenFile[];
  readonly chosenSeed: bigint | undefined;
}

/** Checks text, seed, plot and folder, so that a slip is told before anything starts. */
export async function prepare(options: DesignOptions): Promise<Ready> {
  checkText(options.text);
  const siteGeojson = options.site ? (await readGiven("--site", options.site)).toString("utf8") : "";
  const attachments = options.weather ? [await attach("--weather", options.weather)] : [];
  const chosenSeed = options.seed === undefined ? undefined : parseSeed(options.seed);
  await makeFolder(options.out);
  return { siteGeojson, attachments, chosenSeed };
}

/** The mesh that designs: the running one, or one started for this command. */
export function openDesignSession(options: DesignOptions): Promise<Session> {
  const { data, verbose, agent, without } = options;
  return openSession({ data, verbose, start: true, extra: agent, without });
}

/** One design to make. */
export interface DesignTask extends DesignOptions, Ready {
  /** Which of several designs; absent for the only one. */
  readonly variant?: number;
  /** Agents this run leaves out. */
  readonly excludedAgents?: readonly string[];
  /** Sees every event of the run. */
  readonly onEvent?: (event: RunEvent) => void;
}

/** Makes one design in an open session and writes it into the task's folder; its trace begins here. */
export async function designOnce(session: Session, task: DesignTask): Promise<{ result: ResultJson; run: Run }> {
  let traceId = "";
  try {
    const attributes = { "viba.trace.keep": true };
    const span = { kind: SpanKind.INTERNAL, attributes };
    const made = await withSpan(trace.getTracer("viba"), "viba design", span, async (root) => {
      ({ traceId } = root.spanContext());
      const startMs = clock.monotonicMs();
      const { text, lang, permitDate = "", fresh, from = "", siteGeojson, attachments, chosenSeed } = task;
      const { variant = 0, excludedAgents = [] } = task;
      // A name of its own: asked for again after the mesh was lost, it is the same run.
      const runId = newId("run");
      const request = {
        runId,
        text,
        permitDate,
        language: lang,
        siteGeojson,
        attachments: [...attachments],
        fresh,
        fromRun: from,
        variant,
        ...(chosenSeed === undefined ? {} : { seed: chosenSeed }),
        ...(excludedAgents.length === 0 ? {} : { constraints: { excludedAgents: [...excludedAgents] } }),
      };
      await insist(clock, () => session.gateway.startDesign(request));
      const files = createRunFiles(session.gateway, runId, clock);
      const run = await follow(session.gateway, runId, task, files);
      const artifacts = await files.write(run, task.out);
      const times = { meshReadyMs: session.readyMs, designMs: clock.monotonicMs() - startMs };
      return { run, result: resultOf(run, artifacts, times) };
    });
    await writeFile(join(task.out, "result.json"), `${JSON.stringify(made.result, null, 2)}\n`);
    return made;
  } finally {
    await reportSpans(session, traceId);
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
    throw new MeshError("INVALID_ARGUMENT", `--seed "${text}": write a whole number of at most 18 digits`, {
      messageKo: `--seed "${text}": 18자리까지의 정수를 적어 주세요`,
    });
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

/** A file that goes with the sentence. */
interface GivenFile {
  readonly name: string;
  readonly gzip: Uint8Array;
}

/** A file that goes with the sentence; what it is worth, whoever reads the sentence says. */
async function attach(option: string, path: string): Promise<GivenFile> {
  return { name: basename(path), gzip: gzipSync(await readGiven(option, path)) };
}

/** Makes a folder and shows that it can be written. */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await ensureFolder(folder, 0o777);
    await writeFile(join(folder, ".viba-write-test"), "");
    await rm(join(folder, ".viba-write-test"));
  } catch (cause) {
    const file = statSync(folder, { throwIfNoEntry: false })?.isFile();
    throw new MeshError(
      "INVALID_ARGUMENT",
      `--out ${folder} ${file ? "is a file: name a folder" : "can't be written"}`,
      {
        messageKo: file ? `--out ${folder}은(는) 파일입니다. 폴더를 적어 주세요` : `--out ${folder}에 쓸 수 없습니다`,
        cause,
      },
    );
  }
}

/** Watches the run to its end; a lost connection (the mesh process was restarted) is taken up again where it broke. */
async function follow(gateway: Gateway, runId: string, task: DesignTask, files: RunFiles): Promise<Run> {
  const show = !task.json && task.onEvent === undefined;
  const progress = createProgress({ show, lang: task.lang, tty: process.stderr.isTTY === true });
  await watchToEnd(gateway, runId, (event) => {
    progress.event(event);
    files.event(event);
    task.onEvent?.(event);
  });
  progress.end();
  const { run } = await insist(clock, () => gateway.getRun({ runId }));
  if (run!.state !== RunState.FINISHED) {
    throw run!.error
      ? fromDetail(run!.error, run!.message)
      : new MeshError("CANCELLED", run!.message || "the run was cancelled");
  }
  return run!;
}

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

/** Hands the command's own spans to the mesh, so that the run is one trace from the keyboard on. */
async function reportSpans({ gateway, ring }: Session, traceId: string): Promise<void> {
  try {
    await gateway.reportSpans({ spans: spansToProto(ring.spansOf(traceId).slice(0, maxReportedSpans)) });
  } catch {
    // A trace without its first span is still a trace.
  }
}
