import type { Clock } from "@viba/runtime/clock";
import type { Random } from "@viba/runtime/random";
import { damagedBatch, randomFrame } from "./codec-fuzz.ts";
import { FrameKind, newFrame, type OutFrame } from "./frame.ts";
import { maxPieceBytes } from "./limits.ts";
import { createLink } from "./link.ts";
import { plainRoute, rawPeer, type RawPeer } from "./link-rig.ts";
import { createMemoryPorts } from "./memory-port.ts";

/** How to fuzz. */
export interface FuzzOptions {
  readonly random: Random;
  /** Frames to send altogether. */
  readonly frames: number;
  /** A clock of the test's own. */
  readonly clock: Clock;
  readonly advance: (ms: number) => Promise<void>;
  /** Lets every promise that can settle do so. */
  readonly settle: () => Promise<void>;
}

/** What a fuzz run met. */
export interface FuzzResult {
  /** Links that the frames brought to an end. */
  readonly ended: number;
  /** Calls or handlers left behind by a closed link: has to be 0. */
  readonly left: number;
  /** Calls of a guarded method that were answered with anything but a refusal: has to be 0. */
  readonly letIn: number;
  /** Times each kind of hostility was tried. */
  readonly tried: Readonly<Record<string, number>>;
}

const path = (name: string) => `viba.conformance.v1.ConformanceService/${name}`;
const methods = ["Unary", "ServerStream", "ClientStream", "BidiStream", "Guarded"].map(path);

/** What a hostile case needs. */
interface Hostile {
  readonly random: Random;
  readonly peer: RawPeer;
  /** A call number not used before. */
  readonly call: number;
}

const callFrame = (call: number, method: string, fields: Partial<OutFrame> = {}): OutFrame => ({
  ...newFrame(FrameKind.CALL, call),
  method: path(method),
  last: true,
  ...fields,
});
const message = (call: number, payload: Uint8Array): OutFrame => ({ ...newFrame(FrameKind.MESSAGE, call), payload });

/** Bytes that are no UTF-8: an overlong zero, half a letter, a lone continuation. */
const wrongUtf8 = Buffer.from([0xc0, 0x80, 0xe2, 0x28, 0xff, 0x80]);

/** Kinds of hostility that chance alone would hardly find. Each sends a frame or a few. */
const hostile: Readonly<Record<string, (options: Hostile) => void>> = {
  /** Groups within groups as far as a piece goes: a reader that recurses runs out of stack. */
  deepNesting: ({ peer, call }) => peer.send(callFrame(call, "Unary", { payload: Buffer.alloc(maxPieceBytes, 0x0b) })),
  deepLengths: ({ peer, call }) => peer.send(callFrame(call, "Unary", { payload: Buffer.alloc(60_000, 0x1a) })),
  wrongUtf8: ({ peer, call }) => {
    // In a string field of the request (fail_with), and in a header's name and value.
    peer.send(callFrame(call, "Unary", { payload: Buffer.concat([Buffer.from([0x12, 6]), wrongUtf8]) }));
    const pair = Buffer.concat([Buffer.from([0x4a, 16, 0x0a, 6]), wrongUtf8, Buffer.from([0x12, 6]), wrongUtf8]);
    const frame = Buffer.concat([Buffer.from([0x08, (call + 2) & 0x7f, 0x10, FrameKind.CALL]), pair]);
    peer.sendBytes(Buffer.concat([Buffer.from([0x0a, frame.length]), frame]));
  },
  forgedIdentity: ({ peer, call }) => {
    const headers = [
      ["authorization", "Bearer operator"],
      ["x-viba-principal", "operator"],
      ["x-viba-tenant", "other"],
    ] as const;
    peer.send(callFrame(call, "Guarded", { headers }));
  },
  creditViolation: ({ peer, call }) => {
    peer.send(callFrame(call, "ClientStream", { last: false }));
    for (let n = 0; n < 8; n++) peer.send(message(call, new Uint8Array(maxPieceBytes)));
  },
  hugeClaim: ({ peer }) => peer.sendBytes(Buffer.from([0x0a, 0x80, 0x80, 0x80, 0x20, 0x08, 0x01])),
  hugeBatch: ({ peer, random }) => peer.sendBytes(Buffer.alloc(random() < 0.01 ? 64 * 1024 * 1024 : 300_000, 0x0a)),
};

/** Longer than a closed link waits for its last bytes to leave. */
const lingerMs = 2000;

/** Sends frames by chance, damaged and hostile ones among them, to one link after another. Throws what a link throws. */
export async function fuzzLinks({ random, frames, clock, advance, settle }: FuzzOptions): Promise<FuzzResult> {
  const result = { ended: 0, left: 0, letIn: 0, tried: {} as Record<string, number> };
  for (let sent = 0; sent < frames;) {
    const [one, two] = createMemoryPorts();
    const link = createLink({ port: two, opener: false, clock, name: "far", routes: [plainRoute()] });
    const peer = rawPeer(one);
    const guarded = new Set<number>();
    if (random() < 0.9) peer.hello();
    for (let call = 101; link.state !== "closed" && sent < frames; call += 4) {
      sent += 1;
      if (random() < 0.1) {
        const name = pick(Object.keys(hostile), random);
        result.tried[name] = (result.tried[name] ?? 0) + 1;
        if (name === "forgedIdentity") guarded.add(call);
        hostile[name]!({ random, peer, call });
      } else sendByChance(random, peer, guarded);
      if (random() < 0.2) await settle();
    }
    await settle();
    result.letIn += peer.heard(FrameKind.STATUS).filter(({ call, code }) => guarded.has(call) && code === 0).length;
    if (link.state === "closed") result.ended += 1;
    link.close();
    await settle();
    // What a closed link lingers for ends too, or a long run would hold every link that it made.
    await advance(lingerMs);
    result.left += link.counts().calls + link.core.incoming.size + link.core.deadlines.size;
  }
  return result;
}

function sendByChance(random: Random, peer: RawPeer, guarded: Set<number>): void {
  const made = randomFrame(random);
  // Mostly small call numbers, so that frames meet calls.
  if (random() < 0.8) made.call = Math.floor(random() * 40);
  if (random() < 0.5) made.method = pick(methods, random);
  made.payload = made.payload.subarray(0, maxPieceBytes);
  if (made.kind === FrameKind.CALL && made.method === path("Guarded")) guarded.add(made.call);
  if (random() < 0.95) peer.send(made);
  else peer.sendBytes(damagedBatch(random));
}

function pick<T>(from: readonly T[], random: Random): T {
  return from[Math.floor(random() * from.length)]!;
}
