import type { Clock } from "@viba/runtime/clock";
import { conformanceRoute } from "../conformance-service.ts";
import { guard } from "../guard.ts";
import type { Route } from "../routes.ts";
import { decodeFrames } from "./codec-fuzz.ts";
import { encodeBatch } from "./encode.ts";
import { FrameKind, newFrame, type OutFrame } from "./frame.ts";
import { encodeHello, type HelloOptions } from "./hello.ts";
import { linkLimitDefaults } from "./limits.ts";
import { createLink, type LinkOptions } from "./link.ts";
import { createMemoryPorts, type MemoryPortOptions } from "./memory-port.ts";
import type { LinkPort } from "./port.ts";

/** The conformance service without any proof asked for; `log` hears what handlers saw at their end. */
export function plainRoute(log: (event: string) => void = () => {}): Route {
  return guard(conformanceRoute(log), { verify: () => undefined, monotonicMs: () => 0 });
}

/** Two links on one clock, joined in memory: `near` opened it, `far` serves. */
export function linkPair(
  clock: Clock,
  near: Partial<LinkOptions> = {},
  far: Partial<LinkOptions> = {},
  ports: MemoryPortOptions = {},
) {
  const [one, two] = createMemoryPorts(ports);
  const farLink = createLink({ port: two, opener: false, clock, name: "far", routes: [plainRoute()], ...far });
  const nearLink = createLink({ port: one, opener: true, clock, name: "near", ...near });
  return { near: nearLink, far: farLink, ports: [one, two] as const };
}

/** What a peer of a test says of itself; speaks the newest protocol unless told. */
type RawHello = Partial<HelloOptions> & { readonly protocol?: number };

/** A peer that says exactly what a test wants, and what it heard. */
export interface RawPeer {
  send(...frames: OutFrame[]): void;
  sendBytes(bytes: Buffer): void;
  hello(options?: RawHello): void;
  /** Frames heard so far that are of the kind. */
  heard(kind: number): OutFrame[];
  /** Batches heard so far. */
  readonly batches: readonly Buffer[];
  readonly closed: boolean;
}

/** Speaks for one end of a port by hand. */
export function rawPeer(port: LinkPort): RawPeer {
  const frames: OutFrame[] = [];
  const batches: Buffer[] = [];
  let closed = false;
  port.open({
    batch(bytes) {
      batches.push(bytes);
      frames.push(...decodeFrames(bytes));
    },
    drain: () => {},
    closed: () => void (closed = true),
  });
  const sendBytes = (bytes: Buffer) => void port.write(bytes, () => {});
  return {
    sendBytes,
    batches,
    send: (...given) => sendBytes(encodeBatch(given)),
    hello: (options) => sendBytes(encodeBatch([helloFrame(options)])),
    heard: (kind) => frames.filter((frame) => frame.kind === kind),
    get closed() {
      return closed;
    },
  };
}

/** The hello of a peer with the usual limits. */
export function helloFrame({ protocol, ...options }: RawHello = {}): OutFrame {
  const hello = encodeHello({ name: "raw", token: "", services: [], ...options }, linkLimitDefaults, protocol);
  return frame(FrameKind.HELLO, 0, { hello });
}

/** A frame with some of its fields set. */
export function frame(kind: number, call: number, fields: Partial<OutFrame> = {}): OutFrame {
  return { ...newFrame(kind, call), ...fields };
}
