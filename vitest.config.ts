import { join } from "node:path";
import { defineConfig } from "vitest/config";
import nodeFlags from "./packages/runtime/node-flags.json" with { type: "json" };

const lane = (name: string, include: string[], testTimeout: number, isolate = true) => ({
  test: { name, include, testTimeout, hookTimeout: testTimeout, isolate, environment: "node" as const },
});

/**
 * A test that takes so long hangs: generous, since how fast a machine is proves nothing. Threads and processes that tests
 * start find stripped TypeScript in the cache that `viba up` uses too.
 * Lanes: `unit` stands beside its source; `e2e` starts the real program; `scenario` too, for what takes its time; `real` needs servers (VIBA_REQUIRE); `full` takes as long as it takes.
 */
export default defineConfig({
  test: {
    maxWorkers: 2,
    execArgv: nodeFlags,
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, "node_modules", ".cache", "node") },
    projects: [
      lane(
        "unit",
        ["{packages,services,plugins,cli,studio,scripts}/**/*.test.ts", "sdk/typescript/**/*.test.ts"],
        120_000,
        // Loading what three hundred files import, anew for each, took longer than half of the tests in them.
        false,
      ),
      lane("e2e", ["test/{e2e,fault}/**/*.test.ts"], 180_000),
      lane("scenario", ["test/scenario/**/*.test.ts"], 180_000),
      lane("real", ["test/{interop,real,browser}/**/*.test.ts"], 300_000),
      lane("full", ["test/full/**/*.test.ts"], 900_000),
    ],
  },
});
