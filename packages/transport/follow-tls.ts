import type { Clock } from "@viba/runtime/clock";
import type { TlsFiles } from "@viba/runtime/config";
import { MeshError, toMeshError } from "@viba/runtime/errors";
import type { Log } from "@viba/runtime/log";
import { readTls, type Tls } from "./tls.ts";

/** What following files needs. */
export interface FollowTlsOptions {
  readonly clock: Clock;
  readonly log: Pick<Log, "info" | "warn">;
}

/** How often the files are looked at: soon for a person who waits, and seldom beside what three small files cost. */
export const tlsLookMs = 10_000;

/**
 * The three files as they are now: read at once, and again when they change. What is no certificate of the same holder, or is
 * half written, is told in the log and not taken. Rejects as `readTls` does where they can't be used from the start.
 */
export async function followTls(files: TlsFiles, { clock, log }: FollowTlsOptions): Promise<Tls & Disposable> {
  const first = await readTls(files);
  const { self } = first;
  const listeners = new Set<() => void>();
  let now = first;
  let told = "";
  let looking = false;

  const take = (next: Tls) => {
    const { domain, kind, name } = next.self;
    if (domain !== self.domain || kind !== self.kind || name !== self.name) {
      throw new MeshError("INVALID_ARGUMENT", `${files.cert} names ${domain}/${kind}/${name} now`);
    }
    now = next;
    for (const listener of listeners) listener();
    log.info("certificates were renewed: new connections use them", { cert: files.cert });
  };
  const look = async () => {
    if (looking) return;
    looking = true;
    try {
      const next = await readTls(files);
      told = "";
      if (!isSame(next, now)) take(next);
    } catch (thrown) {
      const { message } = toMeshError(thrown);
      if (message !== told) log.warn("certificates have changed and can't be used: those before stay", { message });
      told = message;
    } finally {
      looking = false;
    }
  };
  const timer = clock.every(tlsLookMs, () => void look());

  return {
    self,
    get ca() {
      return now.ca;
    },
    get cert() {
      return now.cert;
    },
    get key() {
      return now.key;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    [Symbol.dispose]: () => timer.cancel(),
  };
}

function isSame(a: Tls, b: Tls): boolean {
  return a.ca.equals(b.ca) && a.cert.equals(b.cert) && a.key.equals(b.key);
}
