import { stormTest } from "../support/storm-suite.ts";

stormTest({ agents: 300, errorsMs: 10_000, replay: "npx vitest run --project real test/real/storm.test.ts" });
