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

/** What a bench found, where it has rows of its own kind: for scripts and for people. */
interface Found {
  readonly json: unknown;
  readonly text: string;
}

/** Benches whose rows are not rates and latencies of calls. */
const tables: Record<string, (rounds: number) => Promise<Found>> = {
  async mesh(rounds) {
    const { benchMesh, meshText } = await import("./mesh/mesh.ts");
    const result = await benchMesh(rounds, (text) => void process.stderr.write(`mesh: ${text}\n`));
    return { json: result, text: meshText(result) };
  },
  async flow(rounds) {
    const { benchFlow, flowText } = await import("./flow/flow.ts");
    const result = await benchFlow(rounds);
    return { json: result, text: flowText(result) };
  },
  async exits(rounds) {
    const { benchExits, exitsText } = await import("./exits.ts");
    const result = await benchExits(rounds);
    return { json: result, text: exitsText(result) };
  },
  async route(rounds) {
    const { benchRoute, routeText } = await import("./route/route.ts");
    const result = benchRoute(rounds);
    return { json: result, text: routeText(result) };
  },
};

/** Runs a bench and prints its table, or one JSON object for scripts. */
export async function bench(name: string, options: BenchOptions): Promise<void> {
  const own = tables[name];
  const run = benches[name];
  if (!run && !own) {
    const known = [...Object.keys(benches), ...Object.keys(tables)].join(", ");
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
  if (own) {
    const { json, text } = await own(rounds);
    process.stdout.write(options.json ? `${JSON.stringify(json)}\n` : text);
    return;
  }
  const result = await run!(rounds);
  process.stdout.write(options.json ? `${JSON.stringify(result)}\n` : benchText(result));
}
