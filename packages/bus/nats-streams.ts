import {
  DiscardPolicy,
  JetStreamApiError,
  type JetStreamManager,
  RetentionPolicy,
  StorageType,
  type StreamConfig,
  type StreamInfo,
} from "@nats-io/jetstream";
import { nanos } from "@nats-io/transport-node";
import { MeshError } from "@viba/runtime/errors";
import { matches } from "./subject-match.ts";
import type { StreamSpec } from "./subjects.ts";

/** Code of JetStream's "stream not found". */
const streamNotFound = 10059;

/** The streams on the server. */
export interface NatsStreams {
  /** The stream that takes a subject; INVALID_ARGUMENT if none does. */
  streamOf(subject: string): string;
  has(stream: string): boolean;
  /** Makes what is missing and sets right what differs; afterwards the streams are as specified. */
  ensure(): Promise<void>;
  /** How a stream stands, made anew if somebody deleted it. */
  info(stream: string): Promise<StreamInfo>;
  /** Messages that left by the limits since the first look, as far as was looked. */
  expired(): number;
}

/** Prepares the streams; `replicas` is how many servers of a cluster hold each. */
export function natsStreams(manager: JetStreamManager, specs: readonly StreamSpec[], replicas: number): NatsStreams {
  const seen = new Map<string, { created: string; first: number; expired: number }>();

  const look = (name: string, { created, state }: StreamInfo) => {
    // An empty stream names the sequence its first message will get as its first, or 0 before there was one.
    const first = Math.max(1, state.first_seq);
    const before = seen.get(name);
    if (!before || before.created !== created) {
      seen.set(name, { created, first, expired: before?.expired ?? 0 });
      return;
    }
    before.expired += Math.max(0, first - before.first);
    before.first = Math.max(before.first, first);
  };
  const ensureOne = async (spec: StreamSpec): Promise<StreamInfo> => {
    const config = configOf(spec, replicas);
    try {
      const there = await manager.streams.info(spec.name);
      const { config: have } = differs(there.config, config) ? await manager.streams.update(spec.name, config) : there;
      return { ...there, config: have };
    } catch (error) {
      if (!(error instanceof JetStreamApiError) || error.code !== streamNotFound) throw error;
      return await manager.streams.add(config);
    }
  };
  const info = async (name: string) => {
    const spec = specs.find((each) => each.name === name);
    if (!spec) throw new MeshError("NOT_FOUND", `there is no stream ${name}`);
    const found = await ensureOne(spec).catch((error: unknown) => {
      throw explained(name, error);
    });
    look(name, found);
    return found;
  };

  return {
    has: (stream) => specs.some((spec) => spec.name === stream),
    streamOf(subject) {
      const spec = specs.find((each) => each.subjects.some((pattern) => matches(pattern, subject)));
      if (spec) return spec.name;
      throw new MeshError("INVALID_ARGUMENT", `no stream takes the subject ${subject}`);
    },
    async ensure() {
      for (const spec of specs) await info(spec.name);
    },
    info,
    expired: () => [...seen.values()].reduce((sum, each) => sum + each.expired, 0),
  };
}

type OurConfig = Partial<StreamConfig> & { name: string };

function configOf(spec: StreamSpec, replicas: number): OurConfig {
  return {
    name: spec.name,
    subjects: [...spec.subjects],
    retention: RetentionPolicy.Limits,
    storage: StorageType.File,
    discard: DiscardPolicy.Old,
    max_msgs: spec.maxMessages,
    max_bytes: spec.maxBytes,
    max_age: nanos(spec.maxAgeMs),
    duplicate_window: nanos(Math.min(spec.dedupWindowMs, spec.maxAgeMs)),
    num_replicas: replicas,
    allow_direct: true,
  };
}

function differs(have: StreamConfig, want: OurConfig): boolean {
  const keys = ["max_msgs", "max_bytes", "max_age", "duplicate_window", "num_replicas"] as const;
  const subjects = (config: OurConfig) => [...(config.subjects ?? [])].sort().join(" ");
  return keys.some((key) => have[key] !== want[key]) || subjects(have) !== subjects(want);
}

/** What stands in the way of a stream, as far as a person can mend it. */
function explained(name: string, error: unknown): unknown {
  if (!(error instanceof JetStreamApiError)) return error;
  const hints: Record<number, string> = {
    10047: "free disk space or raise max_file of JetStream",
    10065: "another stream takes its subjects; delete that stream or give the mesh an account of its own",
    10074: "its servers are fewer than the replicas asked for",
  };
  const hint = hints[error.code];
  if (!hint) return error;
  return new MeshError(
    "INVALID_ARGUMENT",
    `VIBA_NATS_URL: the stream ${name} can't be made (${error.message}); ${hint}`,
    {
      cause: error,
    },
  );
}
