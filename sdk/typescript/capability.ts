import type { DescMessage, MessageInitShape, MessageShape } from "@bufbuild/protobuf";
import { Presence } from "@viba/contracts/gen/viba/core/v1/capability_pb";
import type { AssessmentSchema } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import type { Demand } from "./condition.ts";
import type { RunContext } from "./context.ts";

type PresenceName = "required" | "optional" | "many";

/** An artifact type a capability reads, and whether it has to be there. */
export interface InputSpec<S extends DescMessage = DescMessage, P extends PresenceName = PresenceName> {
  readonly schema: S;
  readonly presence: P;
}

/** Exactly one artifact of this type; the handler sees the message. */
export function required<S extends DescMessage>(schema: S): InputSpec<S, "required"> {
  return { schema, presence: "required" };
}

/** The artifact if somebody made it; the handler sees the message or undefined. */
export function optional<S extends DescMessage>(schema: S): InputSpec<S, "optional"> {
  return { schema, presence: "optional" };
}

/** Every artifact of this type, at least one; the handler sees an array. */
export function many<S extends DescMessage>(schema: S): InputSpec<S, "many"> {
  return { schema, presence: "many" };
}

/** Inputs by the name the handler uses. */
export type InputSpecs = Readonly<Record<string, InputSpec>>;

type ValueOf<I> =
  I extends InputSpec<infer S, infer P>
    ? P extends "required"
      ? MessageShape<S>
      : P extends "optional"
        ? MessageShape<S> | undefined
        : readonly MessageShape<S>[]
    : never;

/** What the handler sees of its inputs. */
export type InputValues<I extends InputSpecs> = { readonly [K in keyof I]: ValueOf<I[K]> };

/** A file for a person, beside the artifact. Text is written as UTF-8. */
export interface OutputFile {
  /** File name without folders, for example "plan-1F.svg". */
  readonly name: string;
  /** IANA media type, for example "image/svg+xml". */
  readonly mediaType: string;
  readonly bytes: Uint8Array | string;
}

/** What a handler gives back. */
export interface Output<O extends DescMessage> {
  readonly output: MessageShape<O>;
  readonly files?: readonly OutputFile[];
  /** Judgement of the work so far, if this agent judges. */
  readonly assessment?: MessageInitShape<typeof AssessmentSchema>;
}

/** A typed promise and the handler that keeps it. */
export interface CapabilitySpec<I extends InputSpecs, O extends DescMessage> {
  /** Name within the agent, for example "plan.hanok"; lower case, dots and underscores. */
  readonly name: string;
  readonly inputs: I;
  readonly output: O;
  readonly conditions?: readonly Demand[];
  /** The same inputs and seed give the same bytes, so results may be memoised. @default false */
  readonly deterministic?: boolean;
  /** Running it twice does no harm, so a lost attempt may be sent again. @default false */
  readonly idempotent?: boolean;
  /** Declared price of an attempt; 1 is a second of one core. @default 0 */
  readonly cost?: number;
  readonly expectedLatencyMs?: number;
  /** Longest an attempt may take before it is cancelled. @default 60_000 */
  readonly timeoutMs?: number;
  /**
   * Attempts an instance runs at a time. 1 gives an attempt the worker thread for itself: right for work that
   * computes. More lets attempts share a thread: right for work that waits for others. @default 1
   */
  readonly maxConcurrency?: number;
  readonly tags?: readonly string[];
  /** One sentence for a person, in English. */
  readonly description: string;
  readonly run: (context: RunContext<InputValues<I>>) => Output<O> | Promise<Output<O>>;
}

/** A capability as the SDK handles it: the same for all types. */
export interface AnyCapability extends Omit<CapabilitySpec<InputSpecs, DescMessage>, "run" | "inputs"> {
  readonly inputs: readonly NamedInput[];
  readonly run: (context: RunContext<Record<string, unknown>>) => Promise<Output<DescMessage>>;
}

/** An input and the name the handler uses for it. */
export interface NamedInput extends InputSpec {
  readonly key: string;
}

/** Ties a promise to its handler; the handler's inputs and output are typed by it. */
export function capability<const I extends InputSpecs, O extends DescMessage>(
  spec: CapabilitySpec<I, O>,
): AnyCapability {
  return {
    ...spec,
    inputs: Object.entries(spec.inputs).map(([key, input]) => ({ key, ...input })),
    run: async (context) => spec.run(context as unknown as RunContext<InputValues<I>>),
  };
}

/** The presence as the contract numbers it. */
export function presenceOf(input: InputSpec): Presence {
  if (input.presence === "many") return Presence.MANY;
  return input.presence === "optional" ? Presence.OPTIONAL : Presence.REQUIRED;
}
