import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { AnySchema } from "@bufbuild/protobuf/wkt";
import {
  type Batch,
  BatchSchema,
  type FrameKind,
  FrameSchema,
  HeaderSchema,
  HelloSchema,
} from "@viba/contracts/gen/viba/link/v1/link_pb";
import { MeshError } from "@viba/runtime/errors";
import type { Random } from "@viba/runtime/random";
import type { SpanIdentity } from "@viba/runtime/trace/identity";
import { copyFrame, decodeBatch, newFrameView } from "./decode.ts";
import { encodeBatch } from "./encode.ts";
import { newFrame, type OutFrame } from "./frame.ts";

/** Codepoints of one, two, three and four bytes, a lone surrogate and zero. */
const alphabet = ["a", "/", "z.V1", "é", "\u0000", "건축", "漢", "🏛️", "\ud800", "~"];

const int = (random: Random, below: number) => Math.floor(random() * below);
const maybe = <T>(random: Random, make: () => T, none: T): T => (random() < 0.5 ? make() : none);

function text(random: Random, max = 24): string {
  if (random() < 0.02) return "m".repeat(int(random, 600));
  return Array.from({ length: int(random, max) }, () => alphabet[int(random, alphabet.length)]).join("");
}

function bytes(random: Random): Uint8Array {
  const size = random() < 0.05 ? int(random, 70_000) : int(random, 400);
  // Sixteen bytes by chance, again and again: what a payload holds is nothing to the codec, and making it is most of the work.
  const some = Uint8Array.from({ length: 16 }, () => int(random, 256));
  return Uint8Array.from(Buffer.alloc(size, some));
}

/** A number of any magnitude: each length of varint comes up. */
function number(random: Random, maxBits: number): number {
  return Math.min(2 ** maxBits - 1, Math.floor(2 ** (random() * maxBits)) - (random() < 0.2 ? 1 : 0));
}

const word = (random: Random) => int(random, 2 ** 32) | 0;

function identity(random: Random): SpanIdentity {
  const [trace0, trace1, trace2, trace3] = [word(random), word(random), word(random), word(random)];
  const [span0, span1, flags] = [word(random), word(random), int(random, 256)];
  return { trace0, trace1, trace2, trace3, span0, span1, flags, traceState: undefined };
}

/** The span's ids and flags, as they stand in the field. */
function spanField({ trace0, trace1, trace2, trace3, span0, span1, flags }: SpanIdentity): Uint8Array {
  const field = Buffer.alloc(25, flags);
  [trace0, trace1, trace2, trace3, span0, span1].forEach((value, i) => field.writeInt32BE(value, i * 4));
  return new Uint8Array(field);
}

/** A frame whose fields are set by chance, each kind of value among them. */
export function randomFrame(random: Random): OutFrame {
  const frame = newFrame(int(random, 14), number(random, 32));
  // Strings that are looked up or compared are ASCII.
  frame.method = maybe(random, () => `viba.x.v1.S/${"M".repeat(int(random, 90))}`, "");
  frame.route = maybe(random, () => text(random), "");
  frame.timeoutMs = maybe(random, () => number(random, 32), 0);
  frame.payload = maybe(random, () => bytes(random), frame.payload);
  frame.more = random() < 0.3;
  frame.last = random() < 0.5;
  frame.headers = Array.from({ length: int(random, 4) }, () => [text(random), text(random)] as const);
  frame.traceparent = maybe(random, () => `00-${"a".repeat(32)}-${"b".repeat(16)}-01`, "");
  frame.trace = maybe(random, () => identity(random), undefined);
  frame.code = maybe(random, () => number(random, 32), 0);
  frame.text = maybe(random, () => text(random, 60), "");
  frame.details = Array.from({ length: int(random, 3) }, () => ({ typeUrl: text(random), value: bytes(random) }));
  frame.keepTrace = random() < 0.2;
  frame.amount = maybe(random, () => number(random, 53), 0);
  if (random() < 0.2) {
    frame.hello = toBinary(HelloSchema, create(HelloSchema, { protocol: 1, name: text(random), services: ["a", "b"] }));
  }
  return frame;
}

/** The same frames as protobuf-es has them. */
export function asBatch(frames: readonly OutFrame[]): Batch {
  return create(BatchSchema, {
    frames: frames.map(({ hello, headers, details, amount, raw: _raw, trace, ...rest }) =>
      create(FrameSchema, {
        ...rest,
        kind: rest.kind as FrameKind,
        amount: BigInt(amount),
        headers: headers.map(([name, value]) => create(HeaderSchema, { name, value })),
        details: details.map(({ typeUrl, value }) => create(AnySchema, { typeUrl, value })),
        ...(trace && { span: spanField(trace) }),
        ...(hello.length > 0 ? { hello: fromBinary(HelloSchema, hello) } : {}),
      }),
    ),
  });
}

/** Decodes a batch into frames. */
export function decodeFrames(batch: Buffer): OutFrame[] {
  const frames: OutFrame[] = [];
  decodeBatch(batch, newFrameView(), (view) => void frames.push(copyFrame(view)));
  return frames;
}

/** Where our codec and protobuf-es differ on a batch by chance; undefined when they agree both ways. */
export function codecDifference(random: Random): string | undefined {
  const frames = Array.from({ length: 1 + int(random, 5) }, () => randomFrame(random));
  const ours = encodeBatch(frames);
  const theirs = toBinary(BatchSchema, asBatch(frames));
  if (Buffer.compare(ours, theirs) !== 0)
    return `encoding ${ours.toString("hex")} and ${Buffer.from(theirs).toString("hex")}`;
  const back = toBinary(BatchSchema, asBatch(decodeFrames(Buffer.from(theirs))));
  if (Buffer.compare(back, theirs) !== 0) return `decoding ${Buffer.from(theirs).toString("hex")}`;
  return undefined;
}

/** A batch with some of its bytes changed, cut off or added. */
export function damagedBatch(random: Random): Buffer {
  const good = encodeBatch(Array.from({ length: 1 + int(random, 3) }, () => randomFrame(random)));
  const bad = Buffer.from(good.subarray(0, random() < 0.3 ? int(random, good.length) : good.length));
  for (let count = int(random, 6); count > 0 && bad.length > 0; count--)
    bad[int(random, bad.length)] = int(random, 256);
  return random() < 0.1
    ? Buffer.concat([bad, Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])])
    : bad;
}

/** Reads every field of damaged bytes; true when they were refused in the typed way, false when they could be read. */
export function refusesOrReads(batch: Buffer): boolean {
  try {
    decodeFrames(batch);
    return false;
  } catch (error) {
    if (error instanceof MeshError && error.reason === "INVALID_ARGUMENT") return true;
    throw error;
  }
}
