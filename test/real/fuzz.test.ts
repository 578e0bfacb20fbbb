import { fuzzSuite } from "../support/fuzz.ts";

fuzzSuite(100_000);
