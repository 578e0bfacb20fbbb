/** What a link hears from its port. */
export interface PortListener {
  /** A batch came; the bytes are the link's from now on. */
  batch(bytes: Buffer): void;
  /** Writing may go on after a `write` that said false. */
  drain(): void;
  /** Nothing comes or goes any more. Told once. */
  closed(error?: unknown): void;
}

/** A duplex of batches: what a link runs over. */
export interface LinkPort {
  /** Begins to deliver. Called once, before anything else; never calls back before it returns. */
  open(listener: PortListener): void;
  /** Sends a batch, whose bytes may be reused once `written` is called. False: wait for `drain`. */
  write(batch: Buffer, written: () => void): boolean;
  /** Delivers what was written, then closes. */
  end(): void;
  /** Closes at once. */
  cut(): void;
}
