/** Follows one read, load or write from its beginning to its last write. */
export interface Ticket {
  /** Whether the key, or one of these tags, was forgotten or replaced since the ticket was opened. */
  isStale(tags: readonly string[]): boolean;
  close(): void;
}

/** Keeps old values from being written after somebody replaced them or asked to forget them. */
export interface StaleGuard {
  open(key: string): Ticket;
  /** Runs a write of a new value with a ticket of its own; earlier writes, and reads open before or during it, know. */
  whileReplacing<T>(key: string, task: (ticket: Ticket) => Promise<T>): Promise<T>;
  /** Runs a deletion; tickets open before or during it know. */
  whileDeleting<T>(key: string, task: () => Promise<T>): Promise<T>;
  /** Runs an invalidation; tickets open before or during it know. */
  whileInvalidating<T>(tag: string, task: () => Promise<T>): Promise<T>;
}

interface OpenTicket {
  key: string;
  writes: boolean;
  isGone: boolean;
  tags: Set<string>;
}

type Spoil = (ticket: OpenTicket) => void;

/** Makes one. It holds a ticket an operation under way, and nothing else. */
export function staleGuard(): StaleGuard {
  const tickets = new Set<OpenTicket>();
  const active = new Set<Spoil>();

  const open = (key: string, writes: boolean): Ticket => {
    const ticket: OpenTicket = { key, writes, isGone: false, tags: new Set() };
    for (const spoil of active) spoil(ticket);
    tickets.add(ticket);
    return {
      isStale: (tags) => ticket.isGone || tags.some((tag) => ticket.tags.has(tag)),
      close: () => void tickets.delete(ticket),
    };
  };
  const during = async <T>(spoil: Spoil, task: () => Promise<T>) => {
    active.add(spoil);
    for (const ticket of tickets) spoil(ticket);
    try {
      return await task();
    } finally {
      active.delete(spoil);
    }
  };
  const ofKey =
    (key: string): Spoil =>
    (ticket) => {
      if (ticket.key === key) ticket.isGone = true;
    };

  return {
    open: (key) => open(key, false),
    async whileReplacing(key, task) {
      for (const ticket of tickets) ofKey(key)(ticket);
      const own = open(key, true);
      // Of two writes at once the later wins, so one under way spoils only reads that begin after it.
      const spoilReads: Spoil = (ticket) => {
        if (!ticket.writes) ofKey(key)(ticket);
      };
      try {
        return await during(spoilReads, () => task(own));
      } finally {
        own.close();
      }
    },
    whileDeleting: (key, task) => during(ofKey(key), task),
    whileInvalidating: (tag, task) => during((ticket) => void ticket.tags.add(tag), task),
  };
}
