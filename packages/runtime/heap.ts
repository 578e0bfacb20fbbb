/** A binary heap: the least item first. Equal items come out in no promised order; put a sequence into `less`. */
export interface Heap<T> {
  readonly size: number;
  peek(): T | undefined;
  push(item: T): void;
  pop(): T | undefined;
  /** Leaves out every item that `keep` refuses, in linear time. */
  filter(keep: (item: T) => boolean): void;
}

/** Makes an empty heap. */
export function createHeap<T>(less: (a: T, b: T) => boolean): Heap<T> {
  let items: T[] = [];

  const up = (from: number) => {
    const item = items[from]!;
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!less(item, items[parent]!)) break;
      items[at] = items[parent]!;
      at = parent;
    }
    items[at] = item;
  };
  const down = (from: number) => {
    const item = items[from]!;
    let at = from;
    for (let child = 2 * at + 1; child < items.length; child = 2 * at + 1) {
      if (child + 1 < items.length && less(items[child + 1]!, items[child]!)) child += 1;
      if (!less(items[child]!, item)) break;
      items[at] = items[child]!;
      at = child;
    }
    items[at] = item;
  };

  return {
    get size() {
      return items.length;
    },
    peek: () => items[0],
    push(item) {
      items.push(item);
      up(items.length - 1);
    },
    pop() {
      const first = items[0];
      const last = items.pop();
      if (items.length > 0) {
        items[0] = last!;
        down(0);
      }
      return first;
    },
    filter(keep) {
      items = items.filter(keep);
      for (let at = (items.length >> 1) - 1; at >= 0; at -= 1) down(at);
    },
  };
}
