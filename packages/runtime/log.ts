import { trace } from "@opentelemetry/api";
import { pino, type Logger } from "pino";
import type { Clock } from "./clock.ts";
import { MeshError } from "./errors.ts";
import { prettyLine } from "./log-pretty.ts";

/** How much is written, from most to least. */
export type LogLevel = "debug" | "info" | "warn" | "error";

/** All levels, from most to least. */
export const logLevels: readonly LogLevel[] = ["debug", "info", "warn", "error"];

/** Facts beside a message; an Error under `error` is written with its reason and stack. */
export type LogFields = Readonly<Record<string, unknown>>;

/** A log whose lines carry the active trace. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** A log whose every line carries these fields too. */
  child(fields: LogFields): Log;
}

/** Where and how a log is written. */
export interface LogOptions {
  readonly service: string;
  readonly clock: Clock;
  /** `info` unless given. */
  readonly level?: LogLevel;
  /** One JSON object a line (the default), or a line for people. */
  readonly format?: "json" | "pretty";
  /** Takes whole lines, each with its line end; standard error unless given. */
  readonly write?: (line: string) => void;
}

const maxTextChars = 8192;
const own = new Set(["level", "time", "msg", "service", "trace_id", "span_id"]);
const secret = /^(authorization|cookie|password|secret|token|.*[_-](secret|token|password)|.*(Secret|Token|Password))$/;

/** Opens a log. Field names that would hide the log's own, and secrets, are taken care of here. */
export function createLog(options: LogOptions): Log {
  const { service, clock, level = "info", format = "json" } = options;
  const write = options.write ?? ((line) => void process.stderr.write(line));
  const logger = pino(
    {
      level,
      base: { service },
      depthLimit: 4,
      edgeLimit: 64,
      timestamp: () => `,"time":"${new Date(clock.nowMs()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      mixin: traceFields,
    },
    { write: format === "json" ? write : (line: string) => write(`${prettyLine(line)}\n`) },
  );
  return logOf(logger);
}

function logOf(logger: Logger): Log {
  const at = (level: LogLevel) => (message: string, fields?: LogFields) => {
    // Nothing is copied or cut for a level that isn't written.
    if (logger.isLevelEnabled(level)) logger[level](safeFields(fields), cut(message));
  };
  return {
    debug: at("debug"),
    info: at("info"),
    warn: at("warn"),
    error: at("error"),
    child: (fields) => logOf(logger.child(safeFields(fields))),
  };
}

function traceFields(): object {
  const span = trace.getActiveSpan()?.spanContext();
  return span ? { trace_id: span.traceId, span_id: span.spanId } : {};
}

function safeFields(fields: LogFields = {}): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      own.has(name) ? `_${name}` : name,
      secret.test(name) ? "[hidden]" : safeValue(value),
    ]),
  );
}

function safeValue(value: unknown): unknown {
  if (typeof value === "string") return cut(value);
  if (typeof value === "bigint") return String(value);
  return value instanceof Error ? errorFields(value) : value;
}

function errorFields(error: Error): object {
  const { name, message, stack, cause } = error;
  return {
    type: name,
    message: cut(message),
    ...(error instanceof MeshError ? { reason: error.reason, facts: error.facts } : {}),
    ...(stack === undefined ? {} : { stack: cut(stack) }),
    ...(cause instanceof Error ? { cause: `${cause.name}: ${cut(cause.message)}` } : {}),
  };
}

function cut(text: string): string {
  return text.length <= maxTextChars ? text : `${text.slice(0, maxTextChars)}…`;
}

/** The format that fits standard error: for people on a terminal, JSON for everything else or when asked for. */
export function logFormatFor(asked: { readonly json: boolean; readonly isTty: boolean }): "json" | "pretty" {
  return asked.isTty && !asked.json ? "pretty" : "json";
}
