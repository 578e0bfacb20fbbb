/** What one round of one kind at one concurrency gave. */
export interface Sample {
  /** Calls a second. */
  readonly rate: number;
  /** CPU of all processes that took part, microseconds a call. */
  readonly cpuUs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Resident memory of all processes that took part, where it was asked for. */
  readonly memoryBytes?: number;
}

/** How to load a kind. */
export interface LoadOptions {
  /** One call; its own loop's signal travels with it, as a run's does. */
  readonly call: (signal: AbortSignal) => Promise<unknown>;
  readonly inFlight: number;
  readonly durationMs: number;
  /** Ends the load before its time. */
  readonly until?: Promise<unknown>;
  /** CPU microseconds used so far by the processes on the other side. */
  readonly othersCpuUs: () => Promise<number>;
}

/** Latencies kept of one round; beyond it every further call is only counted. */
const maxLatencies = 1 << 20;

/** Keeps `inFlight` calls under way for a while: each loop begins its next call when its last one has ended. */
export async function load({ call, inFlight, durationMs, until, othersCpuUs }: LoadOptions): Promise<Sample> {
  const latencies = new Float32Array(maxLatencies);
  let calls = 0;
  const othersBefore = await othersCpuUs();
  const cpuBefore = process.cpuUsage();
  const startMs = performance.now();
  let endMs = startMs + durationMs;
  void until?.then(() => (endMs = 0));
  const loop = async () => {
    const { signal } = new AbortController();
    for (let now = performance.now(); now < endMs;) {
      await call(signal);
      const after = performance.now();
      if (calls < maxLatencies) latencies[calls] = after - now;
      calls += 1;
      now = after;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, loop));
  const tookMs = performance.now() - startMs;
  const own = process.cpuUsage(cpuBefore);
  const cpuUs = own.user + own.system + (await othersCpuUs()) - othersBefore;
  const sorted = latencies.subarray(0, Math.min(calls, maxLatencies)).sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { rate: (calls / tookMs) * 1000, cpuUs: cpuUs / calls, p50Ms: at(0.5), p99Ms: at(0.99) };
}
