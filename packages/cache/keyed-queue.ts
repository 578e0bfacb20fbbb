/** Runs tasks of one key one after the other, and those of different keys at once. */
export interface KeyedQueue {
  run<T>(key: string, task: () => Promise<T>): Promise<T>;
  /** Resolves when every task that was there at the call has ended. */
  drain(): Promise<void>;
}

/** Makes one; a task that fails does not keep the next from running. */
export function keyedQueue(): KeyedQueue {
  const tails = new Map<string, Promise<unknown>>();
  return {
    run(key, task) {
      const before = tails.get(key) ?? Promise.resolve();
      const result = before.then(task, task);
      const tail = result
        .catch(() => undefined)
        .then(() => {
          if (tails.get(key) === tail) tails.delete(key);
        });
      tails.set(key, tail);
      return result;
    },
    async drain() {
      await Promise.all(tails.values());
    },
  };
}
