import { fuzzSuite } from "../support/fuzz.ts";

fuzzSuite(1_000_000);
