import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createBatchBuffers } from "./batch-buffers.ts";
import { decodeFrames } from "./codec-fuzz.ts";
import { FrameKind, newFrame, type OutFrame } from "./frame.ts";
import { maxBatchBytes, maxPieceBytes, messageCostBytes } from "./limits.ts";
import { createOutbox, newOutStream, type OutboxOptions } from "./outbox.ts";

/** An outbox whose ticks end when the test says so, and what it wrote. */
function rig(options: Partial<OutboxOptions> = {}) {
  const batches: Buffer[] = [];
  const ticks: (() => void)[] = [];
  const turns: (() => void)[] = [];
  let open = true;
  let busy = false;
  let overflows = 0;
  const outbox = createOutbox({
    buffers: createBatchBuffers(),
    write(batch, written) {
      batches.push(Buffer.from(batch));
      written();
      return open;
    },
    atTickEnd: (task) => void ticks.push(task),
    atTurnEnd: (task) => void turns.push(task),
    isBusy: () => busy,
    beforeFlush: () => {},
    afterFlush: () => {},
    maxControl: 100,
    onPiece: () => {},
    onOverflow: () => void (overflows += 1),
    ...options,
  });
  const tick = () => {
    for (const task of ticks.splice(0)) task();
  };
  const turn = () => {
    for (const task of turns.splice(0)) task();
  };
  const frames = () => batches.splice(0).flatMap(decodeFrames);
  return {
    outbox,
    batches,
    tick,
    turn,
    frames,
    beBusy: () => (busy = true),
    block: () => (open = false),
    unblock: () => (open = true),
    overflows: () => overflows,
  };
}

const status = (call: number, size = 0): OutFrame => ({
  ...newFrame(FrameKind.STATUS, call),
  payload: new Uint8Array(size).fill(call),
  last: true,
});
const brief = (frame: OutFrame) => `${frame.kind === FrameKind.MESSAGE ? "message" : "control"} ${frame.call}`;

test("frames of one tick leave in one batch", () => {
  const { outbox, batches, tick, frames } = rig();
  for (const call of [1, 3, 5]) outbox.send(status(call, 100));
  expect(batches).toEqual([]);
  tick();
  expect(batches.length).toBe(1);
  expect(frames().map((frame) => frame.call)).toEqual([1, 3, 5]);
});

describe("while many calls are under way", () => {
  test("frames of all ticks of a turn leave in one batch, at its end", () => {
    const { outbox, batches, tick, turn, frames, beBusy } = rig();
    beBusy();
    for (const call of [1, 3, 5]) {
      outbox.send(status(call, 100));
      tick();
    }
    expect(batches).toEqual([]);
    turn();
    expect(batches.length).toBe(1);
    expect(frames().map((frame) => frame.call)).toEqual([1, 3, 5]);
    outbox.send(status(7));
    tick();
    turn();
    expect(frames().map((frame) => frame.call)).toEqual([7]);
  });

  test("half a batch has no need to wait, and what comes behind it has", () => {
    const { outbox, tick, turn, frames, beBusy } = rig();
    beBusy();
    outbox.send(status(1, 100));
    tick();
    for (const call of [3, 5]) outbox.send(status(call, maxPieceBytes));
    tick();
    expect(frames().map((frame) => frame.call)).toEqual([1, 3, 5]);
    outbox.send(status(7));
    tick();
    expect(frames()).toEqual([]);
    turn();
    expect(frames().map((frame) => frame.call)).toEqual([7]);
  });

  test("nothing leaves any more once it is closed", () => {
    const { outbox, batches, tick, turn, beBusy } = rig();
    beBusy();
    outbox.send(status(1));
    tick();
    outbox.close();
    turn();
    expect(batches).toEqual([]);
  });
});

test("what doesn't fit one batch leaves in several, none too large, in order", () => {
  const { outbox, batches, tick, frames } = rig();
  for (let call = 1; call <= 41; call += 2) outbox.send(status(call, maxPieceBytes));
  tick();
  expect(batches.every((batch) => batch.length <= maxBatchBytes)).toBe(true);
  expect(frames().map((frame) => frame.call)).toEqual(Array.from({ length: 21 }, (_, i) => 2 * i + 1));
});

test("nothing is written while the port is full; then control goes first and each stream has its turn", () => {
  const { outbox, tick, frames, block, unblock } = rig();
  outbox.credit(10_000_000);
  const streams = [newOutStream(1, 1_000_000), newOutStream(3, 1_000_000)] as const;
  block();
  outbox.send(status(99));
  tick();
  expect(frames().length).toBe(1);
  for (const stream of streams) void outbox.message(stream, new Uint8Array(2 * maxPieceBytes), false);
  outbox.send(newFrame(FrameKind.CANCEL, 7));
  outbox.sendFirst(newFrame(FrameKind.PING, 0));
  tick();
  expect(frames()).toEqual([]);
  unblock();
  outbox.drained();
  tick();
  expect(frames().map(brief)).toEqual(["control 0", "control 7", "message 1", "message 3", "message 1", "message 3"]);
});

test("a writer that waited goes on when the turn of its message is over", async () => {
  const { outbox, tick, turn, frames } = rig();
  outbox.credit(1 << 20);
  const stream = newOutStream(1, 1 << 20);
  let wentOn = false;
  const wait = outbox.message(stream, new Uint8Array(2 * maxPieceBytes), false)?.then(() => (wentOn = true));
  tick();
  expect(frames().length).toBe(2);
  await Promise.resolve();
  expect(wentOn).toBe(false);
  turn();
  await wait;
  expect(wentOn).toBe(true);
});

test("a queued frame keeps its payload though the caller's buffer changes", () => {
  const { outbox, tick, frames, block, unblock } = rig();
  block();
  outbox.send(status(1));
  tick();
  const shared = new Uint8Array(3).fill(1);
  outbox.send({ ...status(3), payload: shared });
  shared.fill(9);
  unblock();
  outbox.drained();
  tick();
  expect([...frames().at(-1)!.payload]).toEqual([1, 1, 1]);
});

test("a stream of pieces goes on under a flood of control frames", () => {
  const { outbox, tick, frames, block, unblock } = rig({ maxControl: 1000 });
  outbox.credit(10_000_000);
  block();
  outbox.send(status(1));
  tick();
  frames();
  void outbox.message(newOutStream(3, 1_000_000), new Uint8Array(10), false);
  for (let n = 0; n < 12; n++) outbox.send(status(5 + 2 * n, maxPieceBytes));
  unblock();
  outbox.drained();
  tick();
  const order = frames().map(brief);
  expect(order.indexOf("message 3")).toBeLessThan(4);
  expect(order.length).toBe(13);
});

describe("credit", () => {
  test("never more leaves than both windows allow, and everything leaves once they do", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 200_000 })), { maxLength: 12 }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 150_000 })), { maxLength: 40 }),
        (messages, grants) => {
          const { outbox, tick, frames } = rig();
          const streams = [1, 3, 5].map((call) => newOutStream(call, 1000));
          const allowed = [1000, 1000, 1000, 5000];
          const used = [0, 0, 0, 0];
          const received = [0, 0, 0];
          outbox.credit(5000);
          const check = () => {
            tick();
            for (const frame of frames()) {
              const index = (frame.call - 1) / 2;
              received[index]! += frame.payload.length;
              used[index]! += frame.payload.length + messageCostBytes;
              used[3]! += frame.payload.length + messageCostBytes;
              expect(frame.payload.length).toBeLessThanOrEqual(maxPieceBytes);
            }
            used.forEach((sum, i) => expect(sum).toBeLessThanOrEqual(allowed[i]!));
          };
          for (const [index, size] of messages) void outbox.message(streams[index]!, new Uint8Array(size), false);
          check();
          for (const [index, amount] of grants) {
            allowed[index]! += amount;
            outbox.credit(amount, index === 3 ? undefined : streams[index]);
            check();
          }
          for (const index of [0, 1, 2, 3]) {
            allowed[index]! += 10_000_000;
            outbox.credit(10_000_000, index === 3 ? undefined : streams[index]);
          }
          check();
          const sent = [0, 1, 2].map((i) => messages.filter(([m]) => m === i).reduce((sum, [, size]) => sum + size, 0));
          expect(received).toEqual(sent);
          expect(outbox.waiting()).toBe(0);
        },
      ),
    );
  });

  test("a status behind messages waits for them, and for nobody else's credit", () => {
    const { outbox, tick, frames } = rig();
    const stream = newOutStream(1, 1000);
    let sent = false;
    outbox.credit(427);
    void outbox.message(stream, new Uint8Array(300), false);
    outbox.behind(stream, status(1), () => (sent = true));
    tick();
    // One byte of credit is lacking, and a split this small isn't worth a frame.
    expect([frames().map(brief), sent]).toEqual([[], false]);
    outbox.credit(1);
    tick();
    expect([frames().map(brief), sent]).toEqual([["message 1", "control 1"], true]);
  });

  test("a stream that ends as its last frame leaves takes no other out of the round", () => {
    const { outbox, tick, frames } = rig();
    outbox.credit(10_000_000);
    for (const call of [1, 3, 5, 7]) {
      const stream = newOutStream(call, 1_000_000);
      void outbox.message(stream, new Uint8Array(100), false);
      outbox.behind(stream, status(call), () => outbox.drop(stream));
    }
    tick();
    expect(
      frames()
        .filter((f) => f.kind === FrameKind.STATUS)
        .map((f) => f.call),
    ).toEqual([1, 3, 5, 7]);
  });

  test("a writer waits while its stream holds much, and goes on when it has left or is dropped", async () => {
    const { outbox, tick, turn } = rig();
    const stream = newOutStream(1, 0);
    expect(outbox.message(stream, new Uint8Array(10), false)).toBeUndefined();
    const wait = outbox.message(stream, new Uint8Array(maxPieceBytes), false);
    outbox.credit(1_000_000);
    outbox.credit(1_000_000, stream);
    tick();
    turn();
    await wait;
    outbox.credit(-10_000_000, stream);
    const second = outbox.message(stream, new Uint8Array(2 * maxPieceBytes), false);
    outbox.drop(stream);
    await second;
    expect(outbox.waiting()).toBe(0);
  });
});

test("a peer that doesn't read what it asks for is told of", () => {
  const { outbox, tick, block, overflows } = rig({ maxControl: 10 });
  block();
  outbox.send(status(1));
  tick();
  for (let n = 0; n < 10; n++) outbox.send(status(3 + 2 * n));
  expect(overflows()).toBe(0);
  outbox.send(status(99));
  expect(overflows()).toBe(1);
});

test("a call's first frame counts as sent when its batch was handed to the port", () => {
  const { outbox, tick, block } = rig();
  const [one, two] = [{ batch: 0 }, { batch: 0 }];
  outbox.send(newFrame(FrameKind.CALL, 1), one);
  expect(outbox.wasWritten(one)).toBe(false);
  block();
  tick();
  outbox.send(newFrame(FrameKind.CALL, 3), two);
  tick();
  expect([one, two].map((sent) => outbox.wasWritten(sent))).toEqual([true, false]);
});

test("after closing nothing is written", () => {
  const { outbox, tick, batches } = rig();
  outbox.send(status(1));
  outbox.close();
  outbox.send(status(3));
  tick();
  expect(batches).toEqual([]);
});
