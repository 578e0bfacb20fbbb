import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createAssembly } from "./assembly.ts";
import { Inbox } from "./inbox.ts";
import { messageCostBytes } from "./limits.ts";

const windowBytes = 4096;
const inboxOf = (maxMessageBytes = 100_000) => new Inbox({ windowBytes, maxMessageBytes });
const piece = (size: number, fill = 1) => Buffer.alloc(size).fill(fill);

test("messages come out whole, in order, whatever pieces they came in", () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 5 })), (messages) => {
      const inbox = inboxOf();
      let n = 0;
      for (const sizes of messages) {
        sizes.forEach((size, i) => expect(inbox.pushFree(piece(size, ++n), i < sizes.length - 1)).toBe("kept"));
      }
      n = 0;
      for (const sizes of messages) {
        const whole = Buffer.concat(sizes.map((size) => piece(size, ++n)));
        expect(Buffer.compare(inbox.take()!, whole)).toBe(0);
      }
      expect(inbox.take()).toBeUndefined();
    }),
  );
});

test("a sender that keeps to its credit is never refused, and gets all of it back in the end", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 3000 }), fc.boolean()), { maxLength: 200 }), (steps) => {
      const inbox = inboxOf();
      let credit = windowBytes;
      let linkOut = 0;
      const settle = () => {
        credit += inbox.takeCallGrant();
        linkOut -= inbox.takeLinkGrant();
      };
      for (const [size, take] of steps) {
        const fits = Math.min(size, credit - messageCostBytes);
        if (fits >= 0) {
          expect(inbox.push(piece(fits), false)).toBe("kept");
          credit -= fits + messageCostBytes;
          linkOut += fits + messageCostBytes;
        }
        if (take) inbox.take();
        settle();
      }
      while (inbox.take()) settle();
      expect(linkOut).toBe(0);
      // The call's own grant waits for half a window, so that a frame is worth it.
      expect(credit).toBeGreaterThan(windowBytes / 2);
    }),
  );
});

test.each([
  { name: "one byte more than the window", sizes: [windowBytes - messageCostBytes + 1], last: "overrun" },
  { name: "exactly the window", sizes: [windowBytes - messageCostBytes], last: "kept" },
  { name: "many empty messages", sizes: Array.from({ length: 33 }, () => 0), last: "overrun" },
])("$name: $last", ({ sizes, last }) => {
  const inbox = inboxOf();
  const results = sizes.map((size) => inbox.push(piece(size), false));
  expect(results.at(-1)).toBe(last);
});

test("a message larger than allowed is told from its pieces", () => {
  const inbox = inboxOf(1000);
  expect(inbox.push(piece(600), true)).toBe("kept");
  expect(inbox.push(piece(401), false)).toBe("too large");
});

describe("pieces of a message", () => {
  test("give their credit back at once while the reader has nothing else to take", () => {
    const inbox = inboxOf();
    inbox.push(piece(2048), true);
    expect(inbox.takeCallGrant()).toBe(2048 + messageCostBytes);
    expect(inbox.takeLinkGrant()).toBe(2048 + messageCostBytes);
  });

  test("hold it behind a whole message that nobody has taken", () => {
    const inbox = inboxOf();
    inbox.push(piece(10), false);
    inbox.push(piece(2048), true);
    expect([inbox.takeCallGrant(), inbox.takeLinkGrant()]).toEqual([0, 0]);
    inbox.take();
    expect(inbox.takeLinkGrant()).toBe(2048 + 10 + 2 * messageCostBytes);
  });
});

test("a call that is over holds nothing of the link's window, and what is whole can still be taken", () => {
  const inbox = inboxOf();
  inbox.push(piece(10), false);
  inbox.push(piece(20), true);
  expect(inbox.release()).toBe(30 + 2 * messageCostBytes);
  expect(inbox.take()?.length).toBe(10);
  expect(inbox.takeLinkGrant()).toBe(0);
  expect(inbox.partialBytes).toBe(0);
});

test("above the assembly's limit only the oldest message grows; ending it lets the next go on", () => {
  const assembly = createAssembly(1000);
  const resumed: string[] = [];
  const inboxes = ["a", "b", "c"].map((name) => {
    const inbox = inboxOf();
    inbox.push(piece(600), true);
    assembly.note(inbox, () => resumed.push(name));
    return inbox;
  });
  const [a, b, c] = inboxes as [Inbox, Inbox, Inbox];
  expect(assembly.bytes).toBe(1800);
  expect(inboxes.map((inbox) => assembly.mayGrow(inbox))).toEqual([true, false, false]);
  assembly.remove(a);
  expect(resumed).toEqual(["b"]);
  expect(inboxes.slice(1).map((inbox) => assembly.mayGrow(inbox))).toEqual([true, false]);
  b.push(piece(1), false);
  assembly.note(b, () => {});
  expect(resumed).toEqual(["b", "c"]);
  assembly.remove(c);
  expect(assembly.bytes).toBe(0);
});
