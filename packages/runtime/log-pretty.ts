const shown = new Set(["level", "time", "msg", "service", "trace_id", "span_id"]);

/** One line for people from a JSON log line: time, level, service, message, then fields; no stack traces. */
export function prettyLine(line: string): string {
  const { level, time, msg, service, trace_id: traceId, ...rest } = JSON.parse(line) as Record<string, unknown>;
  const fields = Object.entries(rest)
    .filter(([name]) => !shown.has(name))
    .map(([name, value]) => `${plain(name)}=${plain(fieldText(value))}`);
  const head = [String(time).slice(11, 23), String(level).toUpperCase().padEnd(5), String(service), plain(String(msg))];
  // Eight digits find a trace in the studio; the whole id is in the JSON format.
  const tail = typeof traceId === "string" ? [`trace=${traceId.slice(0, 8)}`] : [];
  return [...head, ...fields, ...tail].join("  ");
}

function fieldText(value: unknown): string {
  if (typeof value === "string") return /^[^\s="]+$/.test(value) ? value : JSON.stringify(value);
  if (isErrorLike(value)) return JSON.stringify(`${value.reason ?? value.type}: ${value.message}`);
  return JSON.stringify(value) ?? "";
}

function isErrorLike(value: unknown): value is { type: string; reason?: string; message: string } {
  return typeof value === "object" && value !== null && "stack" in value && "message" in value && "type" in value;
}

/** What moves a cursor, colours a terminal, ends a line or turns its direction is shown as its code instead. */
function plain(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (char) => `\\u${char.codePointAt(0)!.toString(16).padStart(4, "0")}`,
  );
}
