/** Which keys carry which tags. */
export interface TagIndex {
  add(key: string, tags: readonly string[]): void;
  remove(key: string, tags: readonly string[]): void;
  keysOf(tag: string): string[];
}

/** Makes an empty index; it is as large as what is in it. */
export function tagIndex(): TagIndex {
  const keys = new Map<string, Set<string>>();
  return {
    add(key, tags) {
      for (const tag of tags) {
        const set = keys.get(tag) ?? new Set();
        keys.set(tag, set.add(key));
      }
    },
    remove(key, tags) {
      for (const tag of tags) {
        const set = keys.get(tag);
        if (set?.delete(key) && set.size === 0) keys.delete(tag);
      }
    },
    keysOf: (tag) => [...(keys.get(tag) ?? [])],
  };
}
