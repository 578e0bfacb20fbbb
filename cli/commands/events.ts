import { createRegistry, fromBinary, toJsonString } from "@bufbuild/protobuf";
import { timestampDate } from "@bufbuild/protobuf/wkt";
import { file_viba_event_v1_event } from "@viba/contracts/gen/viba/event/v1/event_pb";
import type { WatchEventsResponse } from "@viba/contracts/gen/viba/gateway/v1/gateway_pb";
import { eventHandlers } from "@viba/gateway-service/events-route";
import { openNatsBus } from "@viba/bus/nats";
import { systemClock } from "@viba/runtime/clock";
import type { Config } from "@viba/runtime/config";
import { MeshError } from "@viba/runtime/errors";
import { type AskOptions, inSession } from "./in-session.ts";

/** Options of `viba events`. */
export interface EventsOptions extends AskOptions {
  readonly follow?: boolean;
  /** Without `follow`: seconds to listen. */
  readonly for: string;
}

/** What an event looks like to a script. */
export interface EventJson {
  readonly at: string;
  readonly subject: string;
  readonly type: string;
  /** The event's fields as protobuf JSON; null if its type isn't known here. */
  readonly event: unknown;
  readonly traceparent: string | undefined;
  readonly dropped: number;
}

const registry = createRegistry(file_viba_event_v1_event);
const lineChars = 160;

/** Prints the events of the bus as they come: from NATS itself where there is one, else from the running mesh. */
export async function events(patterns: readonly string[], options: EventsOptions, config: Config): Promise<void> {
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  process.once("SIGTERM", () => stop.abort());
  // A reader that has seen enough (head, grep -m1) closes its end.
  process.stdout.once("error", () => stop.abort());
  const timer = options.follow ? undefined : setTimeout(() => stop.abort(), secondsOf(options.for) * 1000);
  const request = { $typeName: "viba.gateway.v1.WatchEventsRequest" as const, patterns: [...patterns] };
  const print = async (source: AsyncIterable<WatchEventsResponse>) => {
    for await (const event of source) {
      process.stdout.write(`${options.json ? JSON.stringify(eventJson(event)) : eventLine(eventJson(event))}\n`);
    }
  };
  try {
    if (config.natsUrls.length > 0) {
      await using bus = await openNatsBus({ urls: config.natsUrls, clock: systemClock, name: "viba events" });
      await print(eventHandlers({ bus, clock: systemClock }).watchEvents(request, stop));
    } else {
      await inSession(options, ({ gateway }) => print(gateway.watchEvents(request, { signal: stop.signal })));
    }
  } catch (error) {
    if (!stop.signal.aborted) throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** An event decoded by its schema. */
export function eventJson({ at, subject, type, body, headers, dropped }: WatchEventsResponse): EventJson {
  return {
    at: (at ? timestampDate(at) : new Date(0)).toISOString(),
    subject,
    type,
    event: decode(type, body),
    traceparent: headers["traceparent"],
    dropped: Number(dropped),
  };
}

/** An event for a person, in one line. */
export function eventLine({ at, subject, type, event }: EventJson): string {
  const line = `${at.slice(11, 23)}  ${subject}  ${type.split(".").at(-1) || "?"}  ${JSON.stringify(event)}`;
  return line.length <= lineChars ? line : `${line.slice(0, lineChars - 1)}…`;
}

function decode(type: string, body: Uint8Array): unknown {
  const schema = registry.getMessage(type);
  if (!schema) return null;
  try {
    return JSON.parse(toJsonString(schema, fromBinary(schema, body), { registry })) as unknown;
  } catch {
    return null;
  }
}

function secondsOf(text: string): number {
  const seconds = Number(text);
  if (seconds > 0 && seconds <= 86_400) return seconds;
  throw new MeshError("INVALID_ARGUMENT", `--for ${text}: write seconds, up to 86400`, {
    messageKo: `--for ${text}: 초 단위로 86400까지 적으세요`,
  });
}
