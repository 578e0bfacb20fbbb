import type { Link } from "@opentelemetry/api";
import type { Clock, Timer } from "@viba/runtime/clock";
import type { Random } from "@viba/runtime/random";
import { backoffMs } from "@viba/runtime/retry";

/** What following needs. */
export interface FollowOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Reads all there is; called one at a time. `links` name the messages that were the reason. */
  readonly sync: (links: Link[], signal: AbortSignal) => Promise<void>;
  /** News may be lost, so it looks by itself this often. */
  readonly pollMs: number;
  /** `failures` counts those in a row. */
  readonly onFailure: (error: unknown, failures: number, retryInMs: number) => void;
}

/** Something that reads whenever there is news. */
export interface Follower extends AsyncDisposable {
  /** There is news. Any number of calls while reading lead to one more reading. */
  wake(link?: Link): void;
  /** Resolves when nothing is being read and nothing waits to be. */
  idle(): Promise<void>;
}

/** Messages that one reading names as its reasons; a span holds no more links anyway. */
const maxLinks = 128;

/** Starts to follow: reads at once, at each `wake`, at each poll, and again after a failure. */
export function follow(options: FollowOptions): Follower {
  const { clock, random, sync, onFailure } = options;
  const stop = new AbortController();
  let links: Link[] = [];
  let news = false;
  let failures = 0;
  let retry: Timer | undefined;
  let running: Promise<void> | undefined;

  const read = async () => {
    while (news && !stop.signal.aborted) {
      news = false;
      const reasons = links;
      links = [];
      try {
        await sync(reasons, stop.signal);
        failures = 0;
      } catch (error) {
        if (stop.signal.aborted) return;
        const retryInMs = backoffMs(failures++, random);
        onFailure(error, failures, retryInMs);
        retry = clock.after(retryInMs, () => wake());
        return;
      }
    }
  };
  const wake = (link?: Link) => {
    if (link && links.length < maxLinks) links.push(link);
    news = true;
    if (running || stop.signal.aborted) return;
    retry?.cancel();
    retry = undefined;
    running = read().finally(() => {
      running = undefined;
      // News that came after the last look and before this line would wait for the next poll.
      if (news && !retry) wake();
    });
  };
  const poll = clock.every(options.pollMs, () => wake());
  wake();

  return {
    wake,
    async idle() {
      while (running) await running;
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      poll.cancel();
      retry?.cancel();
      await running;
    },
  };
}
