import { expect, test } from "vitest";
import { hrefOf, parseRoute } from "./route.ts";

test.each([
  ["", { page: "compose" }],
  ["#/", { page: "compose" }],
  ["#/runs", { page: "runs" }],
  ["#/runs/run_59eb", { page: "run", runId: "run_59eb" }],
  ["#/runs/<script>", { page: "runs" }],
  ["#/agents", { page: "agents" }],
  ["#/elsewhere", { page: "compose" }],
])("%s leads to %o", (hash, route) => expect(parseRoute(hash)).toEqual(route));

test("an address leads back to its place", () => {
  for (const hash of ["#/", "#/runs", "#/runs/run_1", "#/agents"]) expect(hrefOf(parseRoute(hash))).toBe(hash);
});
