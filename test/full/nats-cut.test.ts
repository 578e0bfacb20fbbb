import { describe } from "vitest";
import { natsCutSuite } from "../support/nats-cut.ts";
import { skipReason } from "../support/servers.ts";

const skip = skipReason("nats", "toxiproxy");
describe.skipIf(skip)(`the path to NATS, bad for what a person would call an outage ${skip ?? ""}`, () => {
  natsCutSuite(60_000);
});
