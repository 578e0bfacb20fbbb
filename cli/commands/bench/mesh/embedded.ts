import { type Cell, paired, type Paired } from "../rows.ts";

/** Caller and router in one process against each in its own, the agents in another both times. */
export interface EmbeddedRow {
  readonly kind: "mesh.embedded";
  readonly against: "mesh.two-hops";
  readonly in_flight: number;
  /** Calls a second, as a ratio taken round by round. */
  readonly rate_x: Paired;
  /** CPU a call of all processes, likewise: what is left to compare where either way has the machine to itself. */
  readonly cpu_x: Paired;
}

/** The ratios at each concurrency at which both were measured. */
export function embeddedRows(cells: readonly Cell[]): EmbeddedRow[] {
  return cells.flatMap(({ kind, inFlight, samples }) => {
    const others = cells.find((cell) => cell.kind === "mesh.two-hops" && cell.inFlight === inFlight)?.samples;
    if (kind !== "mesh.embedded" || others?.length !== samples.length) return [];
    return {
      kind,
      against: "mesh.two-hops",
      in_flight: inFlight,
      rate_x: paired(samples.map(({ rate }, round) => rate / others[round]!.rate)),
      cpu_x: paired(samples.map(({ cpuUs }, round) => cpuUs / others[round]!.cpuUs)),
    };
  });
}
