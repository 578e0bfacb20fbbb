import { stormTest } from "../support/storm-suite.ts";

stormTest({ agents: 1000, errorsMs: 30_000, replay: "npx vitest run --project full test/full/storm.test.ts" });
