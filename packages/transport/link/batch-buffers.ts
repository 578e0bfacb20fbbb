import { maxBatchBytes } from "./limits.ts";

/** Buffers that batches are made in. Shared by the links of a process, so that an idle link holds none. */
export interface BatchBuffers {
  /** One to begin a batch in. */
  take(): Buffer;
  /** One that holds any batch, with the first `used` bytes of another, which is given back. */
  grown(buffer: Buffer, used: number): Buffer;
  give(buffer: Buffer): void;
}

/**
 * What most batches fit into. A router of many links makes many small batches at a time: were each made in a buffer for the largest,
 * taking and clearing memory would cost more than all else.
 */
const smallBytes = 8 * 1024;

/** Buffers of a size kept for the next batches, bytes: 512 small ones or 16 large ones. */
const maxIdleBytes = 4 * 1024 * 1024;

/** Keeps some for the next batches. */
export function createBatchBuffers(): BatchBuffers {
  const small = createIdle(smallBytes);
  const large = createIdle(maxBatchBytes);
  const give = (buffer: Buffer) => (buffer.length === smallBytes ? small : large).give(buffer);
  return {
    take: small.take,
    grown(buffer, used) {
      const more = large.take();
      buffer.copy(more, 0, 0, used);
      give(buffer);
      return more;
    },
    give,
  };
}

function createIdle(bytes: number) {
  const idle: Buffer[] = [];
  return {
    take: () => idle.pop() ?? Buffer.allocUnsafeSlow(bytes),
    give(buffer: Buffer) {
      if (idle.length * bytes < maxIdleBytes) idle.push(buffer);
    },
  };
}
