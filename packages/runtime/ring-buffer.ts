/** First in, first out, at most `capacity` items: a full buffer gives up its oldest. */
export interface RingBuffer<T> {
  readonly size: number;
  /** Adds an item; returns the oldest one when it had to make room. */
  push(item: T): T | undefined;
  /** Takes the oldest item out. */
  shift(): T | undefined;
  /** Takes everything (or the `max` oldest) out, oldest first. */
  drain(max?: number): T[];
}

/** A bounded buffer whose push and shift cost the same at every size (an array's shift does not). */
export function createRingBuffer<T>(capacity: number): RingBuffer<T> {
  const slots: (T | undefined)[] = Array.from({ length: capacity });
  let head = 0;
  let size = 0;
  const shift = () => {
    if (size === 0) return undefined;
    const item = slots[head];
    slots[head] = undefined;
    head = (head + 1) % capacity;
    size -= 1;
    return item;
  };
  return {
    get size() {
      return size;
    },
    push(item) {
      if (capacity === 0) return item;
      const oldest = size === capacity ? shift() : undefined;
      slots[(head + size) % capacity] = item;
      size += 1;
      return oldest;
    },
    shift,
    drain(max = size) {
      return Array.from({ length: Math.min(max, size) }, () => shift() as T);
    },
  };
}
