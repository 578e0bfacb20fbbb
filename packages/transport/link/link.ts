import { AsyncResource } from "node:async_hooks";
import { context as otel, ROOT_CONTEXT } from "@opentelemetry/api";
import type { Clock } from "@viba/runtime/clock";
import { MeshError, toConnectError, toMeshError } from "@viba/runtime/errors";
import type { Principal, Verify } from "../principal.ts";
import type { Route } from "../routes.ts";
import { createAborts } from "./aborts.ts";
import { createAssembly } from "./assembly.ts";
import { type BatchBuffers, createBatchBuffers } from "./batch-buffers.ts";
import { createLinkClient } from "./client.ts";
import { CallTable } from "./call-table.ts";
import type { Link, LinkCore, LinkCounts, LinkPeer, LinkState } from "./core.ts";
import { createDeadlines } from "./deadlines.ts";
import { decodeBatch, type FrameView, helloOf, messageCost, newFrameView } from "./decode.ts";
import { FrameKind, newFrame } from "./frame.ts";
import { decodeHello, encodeHello, type PeerHello } from "./hello.ts";
import { type LinkLimits, linkLimitDefaults, type LinkTimes, linkTimeDefaults } from "./limits.ts";
import { maxBatchBytes, maxOverheadBytes, maxPieceBytes } from "./limits.ts";
import { LinkHeaders } from "./link-headers.ts";
import { afterTurn, heardNow } from "./liveness.ts";
import { createMethods, type Methods } from "./methods.ts";
import { createOutbox, type Sent } from "./outbox.ts";
import type { LinkPort } from "./port.ts";
import { acceptCall, type PassThrough, type ServedMethods, servedMethods } from "./serve.ts";
import type { OpaqueRoute } from "./served-call.ts";
import { errorFrame, errorOf, isRefusal, notStarted } from "./status.ts";
import { createYoungMemory, type YoungMemory } from "./young.ts";

/** What one end of a link is made of. */
export interface LinkOptions {
  readonly port: LinkPort;
  /** Whether this end opened the link; one of the two must have. */
  readonly opener: boolean;
  readonly clock: Clock;
  /** Name for logs, for example an instance id. */
  readonly name: string;
  /** Bearer token that proves this end to the other. */
  readonly token?: string;
  /** What the peer may call here: guarded routes. */
  readonly routes?: readonly Route[];
  /** Methods served without decoding their messages. */
  readonly opaque?: readonly OpaqueRoute[];
  /** What the two above come to, when the links of a server share it. */
  readonly served?: ServedMethods;
  /** Looks at calls first and may pass them on to another link. */
  readonly passThrough?: PassThrough;
  /** Turns the peer's token into who it is. Absent: every token is wrong. */
  readonly verify?: Verify;
  /** Who a peer without a token is, when the transport below has proven it or this end chose whom to dial. */
  readonly trust?: Principal;
  /** Who the transport below has proven the peer to be: then no token says anything else. */
  readonly proven?: Principal | undefined;
  readonly limits?: Partial<LinkLimits>;
  readonly times?: Partial<LinkTimes>;
  /** Shared by the links of a process; one's own if absent. */
  readonly buffers?: BatchBuffers;
  readonly methods?: Methods;
  readonly young?: YoungMemory;
  /** Asked at the end of each served call: whether its caller should keep the trace's spans. */
  readonly keepTrace?: (traceparent: string) => boolean;
  /** Told when a suspect link is heard again. */
  readonly onHeardAgain?: () => void;
}

/** The end of a tick: every promise that could settle has. Frames made until then leave together. */
const atTickEnd = (task: () => void): void => queueMicrotask(() => process.nextTick(task));

/** The end of a turn of the event loop: what other connections brought in it was looked at too. */
const atTurnEnd = (task: () => void): void => void setImmediate(task);

/** Behind the next turn: what was written has left, and what small calls brought meanwhile was answered. */
const behindNextTurn = (task: () => void): void => atTurnEnd(() => atTurnEnd(task));

/** With more calls than this under way on a link, a batch waits for the end of the turn. */
const fewCalls = 16;

/** Frees what long messages leave behind. */
export const createLinkMemory = (): YoungMemory => createYoungMemory({ later: behindNextTurn });

/** How long what was written may take to be delivered when the link ends. */
const lingerMs = 1000;

/** Runs one end of a link over a port. */
export function createLink(options: LinkOptions): Link {
  const { port, opener, clock } = options;
  const limits: LinkLimits = { ...linkLimitDefaults, ...options.limits };
  const times: LinkTimes = { ...linkTimeDefaults, ...options.times };
  const methods = options.methods ?? createMethods();
  const young = options.young ?? createLinkMemory();
  const served = options.served ?? servedMethods(options.routes ?? [], options.opaque ?? [], methods);
  const services = [...new Set([...served.values()].map(({ info }) => info.method.parent.typeName))];
  const counts: LinkCounts = { late: 0, unknown: 0, refused: 0, afterGoaway: 0 };
  const outgoing = new CallTable();
  const incoming = new CallTable();
  const view = newFrameView();
  const opening = Promise.withResolvers<LinkPeer>();
  const closing = Promise.withResolvers<MeshError | undefined>();
  const drained = Promise.withResolvers<void>();
  opening.promise.catch(() => {});

  let state: LinkState = "opening";
  let hello: PeerHello | undefined;
  let peer: LinkPeer | undefined;
  let nextCall = opener ? 1 : 2;
  let lastPeerCall = 0;
  /** What the peer may still send on the link, and what it may be granted again. */
  let linkCredit = limits.linkCreditBytes;
  let owedCredit = 0;
  let saidGoaway = false;
  let heard = false;
  let batchesReceived = 0;
  let endedBy: MeshError | undefined;
  let silence = heardNow;
  /** For how long a ping has not left, since the peer takes nothing in. */
  let stuck = heardNow;
  let turnMs = clock.monotonicMs();
  /** The clock's reading in the batch that is being taken in; 0 outside and where it has to be read anew. */
  let batchMs = 0;
  let inBatch = false;
  let ping: Sent = { batch: 1 };
  let pings = 0;
  /** Batches sent before this turn of pings. */
  let batchesAtTurn = 0;
  let pong: { amount: number; sent: Sent } | undefined;

  const outbox = createOutbox({
    buffers: options.buffers ?? createBatchBuffers(),
    write: (batch, written) => port.write(batch, written),
    atTickEnd,
    atTurnEnd,
    isBusy: () => outgoing.size + incoming.size > fewCalls,
    beforeFlush() {
      for (const call of core.begun.splice(0)) call.accept();
    },
    maxControl: 4 * limits.maxCalls + 1024,
    onOverflow: () => core.violated("more answers asked for than read", "OVERLOADED"),
    afterFlush: () => leaveWhenIdle(),
    onPiece: young.moved,
  });

  const core: { -readonly [field in keyof LinkCore]: LinkCore[field] } = {
    clock,
    limits,
    methods,
    names: methods.names,
    outbox,
    deadlines: createDeadlines(clock),
    aborts: createAborts(),
    assembly: createAssembly(limits.assemblyBytes),
    outgoing,
    incoming,
    counts,
    scope: otel.with(ROOT_CONTEXT, () => new AsyncResource("viba.link", { requireManualDestroy: true })),
    link: undefined,
    begun: [],
    running: 0,
    keepTrace: options.keepTrace,
    // Fields: a literal with accessors is a slow object to V8, and every frame reads from this.
    peer: undefined,
    principal: undefined,
    nowMs() {
      if (batchMs !== 0) return batchMs;
      const nowMs = clock.monotonicMs();
      if (inBatch) batchMs = nowMs;
      return nowMs;
    },
    readNow: () => void (batchMs = 0),
    firstCredit: () => hello?.callCreditBytes ?? 0,
    begin,
    ended() {
      if (state === "draining") atTickEnd(leaveWhenIdle);
    },
    giveBack(call, inbox, callOver) {
      core.giveBackLink(inbox.takeLinkGrant());
      if (callOver || !core.assembly.mayGrow(inbox)) return;
      grant(call, inbox.takeCallGrant());
    },
    giveBackLink(amount) {
      owedCredit += amount;
      if (owedCredit * 2 < limits.linkCreditBytes || state === "closed") return;
      linkCredit += owedCredit;
      grant(0, owedCredit);
      owedCredit = 0;
    },
    violated: (what, reason = "INVALID_ARGUMENT") =>
      end(new MeshError(reason, `the peer broke the link's rules: ${what}`), true),
  };

  function begin(): number {
    if (state !== "open") throw isRefusal(endedBy) ? endedBy : notStarted(`the link is ${state}`);
    if (outgoing.size >= Math.min(hello!.maxCalls, limits.maxCalls)) {
      throw new MeshError("OVERLOADED", `${outgoing.size} calls are in flight on the link already`, {
        messageKo: "한 번에 너무 많은 호출이 진행 중입니다",
      });
    }
    const number = nextCall;
    nextCall += 2;
    // Numbers are never used twice: when they run out the link does, and its owner opens another.
    if (nextCall > 0xffff_fff0) goAway();
    return number;
  }

  function grant(call: number, amount: number): void {
    if (amount === 0) return;
    const frame = newFrame(FrameKind.CREDIT, call);
    frame.amount = amount;
    outbox.send(frame);
  }

  function onBatch(bytes: Buffer): void {
    if (state === "closed") return;
    heard = true;
    batchesReceived += 1;
    if (bytes.length > maxBatchBytes) return core.violated(`a batch of ${bytes.length} bytes`);
    inBatch = true;
    try {
      decodeBatch(bytes, view, onFrame);
    } catch (error) {
      end(toMeshError(error), true);
    } finally {
      inBatch = false;
      batchMs = 0;
    }
  }

  function onFrame(frame: FrameView): boolean {
    if (!hello && frame.kind !== FrameKind.HELLO && frame.kind !== FrameKind.GOAWAY) {
      core.violated("the first frame is no hello");
      return false;
    }
    const payload = frame.payloadEnd - frame.payloadStart;
    if (payload > maxPieceBytes || frame.end - frame.start - payload > maxOverheadBytes) {
      core.violated(`a frame of ${frame.end - frame.start} bytes, ${payload} of them payload`);
      return false;
    }
    switch (frame.kind) {
      case FrameKind.CALL:
        onCall(frame);
        break;
      case FrameKind.HELLO:
        onHello(frame);
        break;
      case FrameKind.PING:
        onPing(frame.amount);
        break;
      case FrameKind.PONG:
        break;
      case FrameKind.GOAWAY:
        onGoaway(frame);
        break;
      default:
        onCallFrame(frame);
    }
    return state !== "closed";
  }

  function onCallFrame(frame: FrameView): void {
    if (frame.kind === FrameKind.UNSPECIFIED) return core.violated("a frame of no kind");
    if (frame.kind > FrameKind.GOAWAY) return void (counts.unknown += 1);
    if (frame.call === 0) {
      if (frame.kind !== FrameKind.CREDIT) return core.violated(`a frame of kind ${frame.kind} on no call`);
      return outbox.credit(frame.amount);
    }
    if (frame.kind === FrameKind.MESSAGE) {
      linkCredit -= messageCost(frame);
      young.moved(messageCost(frame));
      if (linkCredit < 0) return core.violated("more bytes than were granted", "OVERLOADED");
    }
    const own = (frame.call & 1) === (opener ? 1 : 0);
    const call = (own ? outgoing : incoming).get(frame.call);
    if (call) return call.frame(frame);
    if (own ? frame.call >= nextCall : frame.call > lastPeerCall) return core.violated("a frame before its call");
    counts.late += 1;
    if (frame.kind === FrameKind.MESSAGE) core.giveBackLink(messageCost(frame));
  }

  function onCall(frame: FrameView): void {
    if ((frame.call & 1) === (opener ? 1 : 0)) return core.violated(`call ${frame.call} has this end's parity`);
    if (frame.call <= lastPeerCall) return core.violated(`call ${frame.call} comes again or out of order`);
    if (saidGoaway) return void (counts.afterGoaway += 1);
    lastPeerCall = frame.call;
    acceptCall(core, served, frame, options.passThrough);
  }

  function onHello(frame: FrameView): void {
    if (hello) return core.violated("a second hello");
    const bytes = helloOf(frame);
    if (!bytes) return core.violated("a hello without content");
    const given = decodeHello(bytes);
    const told = given.token === "" ? options.trust : options.verify?.(bearer(given.token));
    const principal = options.proven ?? told;
    if (given.token !== "" && !principal) {
      return end(
        new MeshError("UNAUTHENTICATED", `the link's token is wrong`, { messageKo: "링크의 토큰이 올바르지 않습니다" }),
        true,
      );
    }
    hello = core.peer = given;
    peer = { name: given.name, services: given.services, principal };
    core.principal = principal;
    outbox.credit(given.linkCreditBytes);
    if (!opener) sendHello();
    if (state === "opening") state = "open";
    opening.resolve(peer);
  }

  function sendHello(): void {
    const frame = newFrame(FrameKind.HELLO, 0);
    frame.hello = encodeHello({ name: options.name, token: options.token ?? "", services }, limits);
    outbox.sendFirst(frame);
  }

  function onPing(amount: number): void {
    // One answer waits at most, however many pings come while the peer doesn't read.
    if (pong && pong.sent.batch === 0) return;
    const frame = newFrame(FrameKind.PONG, 0);
    frame.amount = amount;
    pong = { amount, sent: { batch: 0 } };
    outbox.send(frame, pong.sent);
  }

  function onGoaway(frame: FrameView): void {
    if (frame.code !== 0) return end(toMeshError(errorOf(frame)), false);
    const cause = notStarted("the peer drains");
    // Before calls are told: who sends one again must not begin it here.
    if (state !== "closed") state = "draining";
    lose(outgoing, cause, frame.amount, true);
    drained.resolve();
    leaveWhenIdle();
  }

  function goAway(): void {
    if (saidGoaway || state === "closed") return;
    saidGoaway = true;
    state = "draining";
    drained.resolve();
    const frame = newFrame(FrameKind.GOAWAY, 0);
    frame.amount = lastPeerCall;
    outbox.send(frame);
  }

  function leaveWhenIdle(): void {
    if (state === "draining" && outgoing.size === 0 && incoming.size === 0 && outbox.waiting() === 0)
      finish(undefined, true);
  }

  function end(error: MeshError | undefined, tellPeer: boolean): void {
    if (state === "closed") return;
    if (tellPeer) {
      const frame = error ? errorFrame(0, error) : newFrame(FrameKind.GOAWAY, 0);
      frame.kind = FrameKind.GOAWAY;
      frame.amount = lastPeerCall;
      outbox.sendFirst(frame);
      outbox.flush();
    }
    finish(error, tellPeer);
  }

  function finish(error: MeshError | undefined, politely: boolean): void {
    if (state === "closed") return;
    state = "closed";
    endedBy = error;
    turns.cancel();
    outbox.close();
    const cause = error ?? notStarted("the link was closed");
    lose(outgoing, cause);
    lose(incoming, cause);
    core.deadlines.clear();
    core.aborts.clear();
    if (politely) {
      port.end();
      clock.after(lingerMs, () => port.cut());
    } else port.cut();
    opening.reject(toConnectError(cause));
    closing.resolve(error);
    drained.resolve();
  }

  function heardAgain(): void {
    if (state !== "suspect") return;
    state = "open";
    options.onHeardAgain?.();
  }

  const turns = clock.every(times.pingMs, () => {
    const nowMs = clock.monotonicMs();
    silence = afterTurn(silence, heard, nowMs - turnMs, times);
    stuck = afterTurn(stuck, ping.batch !== 0, nowMs - turnMs, times);
    turnMs = nowMs;
    heard = false;
    core.aborts.sweep();
    if (silence.liveness === "dead") {
      return end(notStarted(`the peer has been silent for ${Math.round(silence.silentMs)} ms`), false);
    }
    if (stuck.liveness === "dead") {
      return end(notStarted(`the peer has taken nothing in for ${Math.round(stuck.silentMs)} ms`), false);
    }
    if (state === "open" && silence.liveness === "suspect") state = "suspect";
    if (silence.liveness === "open") heardAgain();
    if (!hello || ping.batch === 0) return;
    const own = ping.batch > batchesAtTurn ? 1 : 0;
    const sentOthers = outbox.batches() - batchesAtTurn > own;
    batchesAtTurn = outbox.batches();
    // What else was sent told the peer as much, and was an answer to its ping if there was nothing to say: of two ends one pings.
    if (sentOthers) return;
    const frame = newFrame(FrameKind.PING, 0);
    frame.amount = ++pings;
    ping = { batch: 0 };
    outbox.send(frame, ping);
  });

  port.open({
    batch: (bytes) => {
      otel.with(ROOT_CONTEXT, onBatch, undefined, bytes);
      heardAgain();
    },
    drain: () => outbox.drained(),
    closed(error) {
      // The peer's end of a drain: it saw the last call end first.
      if (state === "draining" && outgoing.size === 0) return finish(undefined, false);
      finish(error === undefined ? notStarted("the connection was closed") : toMeshError(error), false);
    },
  });
  if (opener) sendHello();

  const client = createLinkClient(core);
  const link: Link = {
    transport: client.transport,
    callBytes: client.callBytes,
    beginBytes: client.beginBytes,
    core,
    opened: opening.promise,
    closed: closing.promise,
    draining: drained.promise,
    get peer() {
      return peer;
    },
    get state() {
      return state;
    },
    goAway,
    close: () => end(undefined, true),
    counts: () => ({
      ...counts,
      calls: outgoing.size,
      served: core.running,
      batchesSent: outbox.batches(),
      batchesReceived,
      begun: (nextCall + lastPeerCall) >> 1,
    }),
  };
  core.link = link;
  return link;
}

/** Tells calls, beyond a number, that they are lost; who hears it may end others, which then hear nothing. */
function lose(calls: CallTable, cause: unknown, beyond = 0, notTaken = false): void {
  for (const [number, call] of calls.entries()) {
    if (number > beyond && calls.has(number)) call.lost(cause, notTaken);
  }
}

function bearer(token: string): Headers {
  return new LinkHeaders([["authorization", `Bearer ${token}`]]);
}
