import { MeshError } from "@viba/runtime/errors";
import { type BenchResult, benchText } from "./rows.ts";

/** What the command line gives. */
export interface BenchOptions {
  readonly json?: boolean;
  readonly rounds: string;
}

/** The benches by name. */
const benches: Record<string, (rounds: number) => Promise<BenchResult>> = {
  bus: async (rounds) => (await import("./bus.ts")).benchBus(rounds, process.env),
  "slow-reader": async (rounds) => (await import("./slow-reader.ts")).benchSlowReader(rounds),
  stream: async (rounds) => (await import("./stream.ts")).benchStream(rounds),
  trace: async (rounds) => (await import("./trace.ts")).benchTrace(rounds),
  wire: async (rounds) => (await import("./wire.ts")).benchWire({ rounds }),
};

/** Runs a bench and prints its table, or one JSON object for scripts. */
export async function bench(name: string, options: BenchOptions): Promise<void> {
  const run = benches[name];
  if (!run) {
    const known = Object.keys(benches).join(", ");
    throw new MeshError("INVALID_ARGUMENT", `there is no bench "${name}"; there are: ${known}`, {
      messageKo: `"${name}"이라는 벤치는 없습니다. 있는 것: ${known}`,
    });
  }
  const rounds = Number(options.rounds);
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > 1000) {
    throw new MeshError("INVALID_ARGUMENT", `--rounds ${options.rounds} is no number from 1 to 1000`, {
      messageKo: `--rounds에는 1에서 1000 사이의 정수를 적어 주세요`,
    });
  }
  const result = await run(rounds);
  process.stdout.write(options.json ? `${JSON.stringify(result)}\n` : benchText(result));
}
