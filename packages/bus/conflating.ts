import type { KvChange } from "./bus.ts";

/** Hands changes on in a later microtask, the last one a key: so a slow handler costs memory by keys, not by changes. */
export function conflating(handler: (change: KvChange) => void, onError: () => void) {
  const latest = new Map<string, KvChange>();
  let scheduled = false;
  const run = () => {
    scheduled = false;
    const changes = [...latest.values()];
    latest.clear();
    for (const { key, value, revision } of changes) {
      try {
        handler({ key, value, revision });
      } catch {
        onError();
      }
    }
  };
  return {
    push(change: KvChange) {
      latest.set(change.key, change);
      if (scheduled) return;
      scheduled = true;
      queueMicrotask(run);
    },
    stop: () => latest.clear(),
  };
}
