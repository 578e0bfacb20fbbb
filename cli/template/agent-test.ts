import { deepEqual } from "node:assert/strict";
import { test } from "node:test";
import { create } from "@bufbuild/protobuf";
import { CheckSchema, RequestSchema } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { runCapability } from "@viba/sdk/testing";
import { agent } from "./agent.ts";

test("an area is found in the sentence", async () => {
  const request = create(RequestSchema, { text: "강남에 50평 카페" });
  const { output } = await runCapability(agent, { name: "hello.area", output: CheckSchema }, { request });
  deepEqual([output.passed, output.measured], [true, "50평"]);
});
