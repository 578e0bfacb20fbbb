/** Follows one read or load from its beginning to its write. */
export interface Ticket {
  /** Whether the key, or one of these tags, was forgotten since the ticket was opened. */
  isStale(tags: readonly string[]): boolean;
  close(): void;
}

/** Keeps old values from being written after somebody asked to forget them. */
export interface StaleGuard {
  open(key: string): Ticket;
  /** Runs a deletion; tickets open before or during it know. */
  whileDeleting<T>(key: string, task: () => Promise<T>): Promise<T>;
  /** Runs an invalidation; tickets open before or during it know. */
  whileInvalidating<T>(tag: string, task: () => Promise<T>): Promise<T>;
}

interface OpenTicket {
  key: string;
  isDeleted: boolean;
  tags: Set<string>;
}

/** Makes one. It holds a ticket a read under way, and nothing else. */
export function staleGuard(): StaleGuard {
  const tickets = new Set<OpenTicket>();
  const active = new Map<symbol, (ticket: OpenTicket) => void>();

  const during = async <T>(spoil: (ticket: OpenTicket) => void, task: () => Promise<T>) => {
    const id = Symbol("forgetting");
    active.set(id, spoil);
    for (const ticket of tickets) spoil(ticket);
    try {
      return await task();
    } finally {
      active.delete(id);
    }
  };
  return {
    open(key) {
      const ticket: OpenTicket = { key, isDeleted: false, tags: new Set() };
      for (const spoil of active.values()) spoil(ticket);
      tickets.add(ticket);
      return {
        isStale: (tags) => ticket.isDeleted || tags.some((tag) => ticket.tags.has(tag)),
        close: () => void tickets.delete(ticket),
      };
    },
    whileDeleting: (key, task) =>
      during((ticket) => {
        if (ticket.key === key) ticket.isDeleted = true;
      }, task),
    whileInvalidating: (tag, task) => during((ticket) => void ticket.tags.add(tag), task),
  };
}
