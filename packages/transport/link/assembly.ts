import type { Inbox } from "./inbox.ts";

/**
 * Incomplete messages of a link. Each may grow to the largest message, so their sum has a bound of its own: above it only the
 * oldest gets credit to go on. It can always be finished, and with it the next.
 */
export interface Assembly {
  /** Notes what an inbox holds incomplete; call it after each change. */
  note(inbox: Inbox, resume: () => void): void;
  /** The inbox is gone. */
  remove(inbox: Inbox): void;
  /** Whether the inbox may be given credit. */
  mayGrow(inbox: Inbox): boolean;
  readonly bytes: number;
}

interface Part {
  bytes: number;
  readonly resume: () => void;
}

/** An assembly that holds about `maxBytes`, and one message more. */
export function createAssembly(maxBytes: number): Assembly {
  const parts = new Map<Inbox, Part>();
  let bytes = 0;
  const oldest = () => parts.keys().next().value;
  const remove = (inbox: Inbox) => {
    const part = parts.get(inbox);
    if (!part) return;
    const crowded = bytes > maxBytes;
    parts.delete(inbox);
    bytes -= part.bytes;
    if (!crowded) return;
    // Those held back may go on: all of them when there is room again, else the one that is the oldest now.
    for (const [, { resume }] of [...parts].slice(0, bytes > maxBytes ? 1 : undefined)) resume();
  };
  return {
    note(inbox, resume) {
      if (inbox.partialBytes === 0) return remove(inbox);
      const part = parts.get(inbox) ?? { bytes: 0, resume };
      bytes += inbox.partialBytes - part.bytes;
      part.bytes = inbox.partialBytes;
      parts.set(inbox, part);
    },
    remove,
    mayGrow: (inbox) => bytes <= maxBytes || !parts.has(inbox) || oldest() === inbox,
    get bytes() {
      return bytes;
    },
  };
}
