interface Node<V> {
  key: string;
  value: V;
  bytes: number;
  visited: boolean;
  newer: Node<V> | undefined;
  older: Node<V> | undefined;
}

/** A bounded map that evicts by SIEVE. */
export interface Sieve<V> {
  /** The value, marked as used. */
  get(key: string): V | undefined;
  /** The value, without marking it. */
  peek(key: string): V | undefined;
  /** Keeps a value of `bytes`; false if it alone is larger than the bound (then the key is forgotten). */
  set(key: string, value: V, bytes: number): boolean;
  delete(key: string): boolean;
  readonly entries: number;
  readonly bytes: number;
  readonly evictions: number;
}

/** Bounds of a sieve. */
export interface SieveOptions<V> {
  maxEntries: number;
  maxBytes: number;
  /** Called for every value that left, for whatever reason: evicted, replaced or deleted. */
  onLeave?: (key: string, value: V, why: "evicted" | "replaced" | "deleted") => void;
}

/**
 * SIEVE (Zhang et al., NSDI 2024): one queue by age and one hand that walks from the oldest to the newest, sparing what was used
 * since it last came by. A hit only sets a bit, so reads move nothing; one-time keys leave soon.
 */
export function sieve<V>({ maxEntries, maxBytes, onLeave }: SieveOptions<V>): Sieve<V> {
  const nodes = new Map<string, Node<V>>();
  let newest: Node<V> | undefined;
  let oldest: Node<V> | undefined;
  let hand: Node<V> | undefined;
  let bytes = 0;
  let evictions = 0;

  const unlink = (node: Node<V>) => {
    if (node.newer) node.newer.older = node.older;
    else newest = node.older;
    if (node.older) node.older.newer = node.newer;
    else oldest = node.newer;
    if (hand === node) hand = node.newer;
    nodes.delete(node.key);
    bytes -= node.bytes;
  };
  const evictOne = () => {
    let node = hand ?? oldest;
    while (node?.visited) {
      node.visited = false;
      node = node.newer ?? oldest;
    }
    if (!node) return;
    hand = node.newer;
    unlink(node);
    evictions++;
    onLeave?.(node.key, node.value, "evicted");
  };
  const remove = (key: string, why: "replaced" | "deleted") => {
    const node = nodes.get(key);
    if (!node) return false;
    unlink(node);
    onLeave?.(key, node.value, why);
    return true;
  };
  const add = (key: string, value: V, size: number) => {
    const node: Node<V> = { key, value, bytes: size, visited: false, newer: undefined, older: newest };
    if (newest) newest.newer = node;
    newest = node;
    oldest ??= node;
    nodes.set(key, node);
    bytes += size;
  };

  return {
    get(key) {
      const node = nodes.get(key);
      if (!node) return undefined;
      node.visited = true;
      return node.value;
    },
    peek: (key) => nodes.get(key)?.value,
    set(key, value, size) {
      remove(key, "replaced");
      if (size > maxBytes || maxEntries < 1) return false;
      while (nodes.size >= maxEntries || bytes + size > maxBytes) evictOne();
      add(key, value, size);
      return true;
    },
    delete: (key) => remove(key, "deleted"),
    get entries() {
      return nodes.size;
    },
    get bytes() {
      return bytes;
    },
    get evictions() {
      return evictions;
    },
  };
}
