import type { Clock } from "@viba/runtime/clock";
import type { Random } from "@viba/runtime/random";
import { damagedBatch, randomFrame } from "./codec-fuzz.ts";
import { maxPieceBytes } from "./limits.ts";
import { createLink } from "./link.ts";
import { plainRoute, rawPeer } from "./link-rig.ts";
import { createMemoryPorts } from "./memory-port.ts";

/** How to fuzz. */
export interface FuzzOptions {
  readonly random: Random;
  /** Frames to send altogether. */
  readonly frames: number;
  readonly clock: Clock;
  /** Lets every promise that can settle do so. */
  readonly settle: () => Promise<void>;
}

/** What a fuzz run met. */
export interface FuzzResult {
  /** Links that the frames brought to an end. */
  readonly ended: number;
  /** Calls or handlers left behind by a closed link: has to be 0. */
  readonly left: number;
}

const methods = ["Unary", "ServerStream", "ClientStream", "BidiStream"].map(
  (name) => `viba.conformance.v1.ConformanceService/${name}`,
);

/** Sends frames by chance, damaged ones among them, to one link after another. Throws what a link throws. */
export async function fuzzLinks({ random, frames, clock, settle }: FuzzOptions): Promise<FuzzResult> {
  const result = { ended: 0, left: 0 };
  for (let sent = 0; sent < frames;) {
    const [one, two] = createMemoryPorts();
    const link = createLink({ port: two, opener: false, clock, name: "far", routes: [plainRoute()] });
    const peer = rawPeer(one);
    if (random() < 0.9) peer.hello();
    while (link.state !== "closed" && sent < frames) {
      sent += 1;
      const made = randomFrame(random);
      // Mostly small call numbers, so that frames meet calls.
      if (random() < 0.8) made.call = Math.floor(random() * 40);
      if (random() < 0.5) made.method = methods[Math.floor(random() * methods.length)]!;
      made.payload = made.payload.subarray(0, maxPieceBytes);
      if (random() < 0.95) peer.send(made);
      else peer.sendBytes(damagedBatch(random));
      if (random() < 0.2) await settle();
    }
    await settle();
    if (link.state === "closed") result.ended += 1;
    link.close();
    await settle();
    result.left += link.counts().calls + link.core.incoming.size + link.core.deadlines.size;
  }
  return result;
}
