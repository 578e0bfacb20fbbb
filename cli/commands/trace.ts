import { RunState } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import type { Config } from "@viba/runtime/config";
import { MeshError } from "@viba/runtime/errors";
import { type Analysis, analyse } from "@viba/runtime/trace/analysis/analyse";
import { bottlenecks, compare } from "@viba/runtime/trace/analysis/compare";
import { bottleneckReport, report } from "../trace/report.ts";
import type { ShownSpan } from "../trace/shown-span.ts";
import { type TraceSource, traceSource } from "../trace/source.ts";
import { waterfall } from "../trace/waterfall.ts";
import type { Answer, AskOptions } from "./in-session.ts";
import { aboutRuns, type RunReader } from "./kept-runs.ts";

/** Options of `viba trace`. */
export interface TraceOptions extends AskOptions {
  readonly bottlenecks?: boolean;
  /** Runs looked at for what is usual, or for the bottlenecks. */
  readonly runs: string;
}

/** Prints where the time of a run went, or of many. */
export async function traceCommand(runId: string | undefined, options: TraceOptions, config: Config): Promise<void> {
  const limit = Number(options.runs);
  if (!Number.isInteger(limit) || limit < 1 || limit > 200) {
    throw new MeshError("INVALID_ARGUMENT", `--runs ${options.runs}: write a whole number from 1 to 200`, {
      messageKo: `--runs ${options.runs}: 1에서 200까지의 정수를 적으세요`,
    });
  }
  if (!runId && !options.bottlenecks) {
    throw new MeshError("INVALID_ARGUMENT", "name a run (see ./viba runs), or ask for --bottlenecks over many", {
      messageKo: "실행을 지정하거나(./viba runs 참고) --bottlenecks로 여러 실행을 보세요",
    });
  }
  const answer = await aboutRuns(options, (runs) => {
    const source = traceSource(runs, config.jaegerUrl);
    return runId ? traceOf(runs, source, runId, limit, options) : bottlenecksOf(runs, source, limit, options);
  });
  process.stdout.write(options.json ? `${JSON.stringify(answer.json)}\n` : answer.text);
}

async function traceOf(
  reader: RunReader,
  source: TraceSource,
  runId: string,
  limit: number,
  { lang }: TraceOptions,
): Promise<Answer> {
  const { spans, partial } = await source.ofRun(runId);
  const analysis = analyse(spans);
  const others = analysis ? await analysesOf(reader, source, limit, runId) : [];
  const comparison = analysis && compare(analysis, others);
  const json = {
    partial,
    spans: spans.map(spanJson),
    ...(analysis ? { analysis: analysisJson(analysis) } : {}),
    ...(comparison ? { comparison } : {}),
  };
  return { json, text: waterfall(spans) + (analysis ? `\n${report(analysis, comparison, lang)}` : "") };
}

async function bottlenecksOf(
  reader: RunReader,
  source: TraceSource,
  limit: number,
  { lang }: TraceOptions,
): Promise<Answer> {
  const runs = await analysesOf(reader, source, limit);
  const found = bottlenecks(runs);
  return { json: { runs: runs.length, bottlenecks: found }, text: bottleneckReport(found, runs.length, lang) };
}

/** The newest finished runs whose traces are still held. */
async function analysesOf(reader: RunReader, source: TraceSource, limit: number, without = ""): Promise<Analysis[]> {
  const { runs } = await reader.listRuns({ limit: limit + 1 });
  const finished = runs.filter(({ runId, state }) => state === RunState.FINISHED && runId !== without).slice(0, limit);
  const analyses: Analysis[] = [];
  for (const { runId } of finished) {
    const spans = await source.ofRun(runId).then(
      (answer) => answer.spans,
      () => [],
    );
    const analysis = analyse(spans);
    // A trace of which only the edge is left says nothing of its steps.
    if (analysis && analysis.steps.length > 0) analyses.push(analysis);
  }
  return analyses;
}

function spanJson(span: ShownSpan) {
  return {
    trace_id: span.traceId,
    span_id: span.spanId,
    parent_id: span.parentId,
    name: span.name,
    kind: span.kind,
    service: span.service,
    start_us: span.startUs,
    duration_us: span.durationUs,
    status: span.failed ? "error" : "unset",
    attributes: span.attributes,
    links: span.links.map((link) => ({ trace_id: link.traceId, span_id: link.spanId })),
  };
}

function analysisJson({ totalUs, path, causes, spent, services, steps }: Analysis) {
  return {
    total_us: totalUs,
    bottleneck: causes[0],
    critical_path: path.map(({ fromUs, ...part }) => ({ ...part, from_us: fromUs })),
    causes,
    spent_us: spent,
    services: services.map((each) => ({
      service: each.service,
      self_us: each.selfUs,
      path_us: each.pathUs,
      spans: each.spans,
      failed: each.failed,
    })),
    steps,
  };
}
