/** Lets callers who want the same thing at the same time share one piece of work. */
export interface SingleFlight<T> {
  /**
   * Runs `task`, or joins the one under way for this key. A caller who aborts leaves alone; the task's signal aborts when all
   * have left. A failure reaches all who wait and is not remembered.
   */
  run(key: string, task: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Tasks under way. */
  readonly inFlight: number;
  /** Callers who joined another's task. */
  readonly joined: number;
}

interface Flight<T> {
  result: Promise<T>;
  abort: AbortController;
  callers: number;
}

/** Makes one. It holds as many flights as there are callers, so bounding callers bounds it. */
export function singleFlight<T>(): SingleFlight<T> {
  const flights = new Map<string, Flight<T>>();
  let joined = 0;

  const start = (key: string, task: (signal: AbortSignal) => Promise<T>): Flight<T> => {
    const abort = new AbortController();
    const result = Promise.resolve().then(() => task(abort.signal));
    const flight = { result, abort, callers: 0 };
    const end = () => {
      if (flights.get(key) === flight) flights.delete(key);
    };
    result.then(end, end);
    flights.set(key, flight);
    return flight;
  };
  const leave = (key: string, flight: Flight<T>, reason: unknown) => {
    flight.callers--;
    if (flight.callers > 0) return;
    if (flights.get(key) === flight) flights.delete(key);
    flight.abort.abort(reason);
  };

  return {
    run(key, task, signal) {
      if (signal?.aborted) return Promise.reject(signal.reason);
      const before = flights.get(key);
      if (before) joined++;
      const flight = before ?? start(key, task);
      flight.callers++;
      if (!signal) return flight.result;
      return new Promise<T>((resolve, reject) => {
        const abort = () => {
          leave(key, flight, signal.reason);
          reject(signal.reason);
        };
        signal.addEventListener("abort", abort, { once: true });
        const settle = () => signal.removeEventListener("abort", abort);
        flight.result.then(resolve, reject).finally(settle);
      });
    },
    get inFlight() {
      return flights.size;
    },
    get joined() {
      return joined;
    },
  };
}
