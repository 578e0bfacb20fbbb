import { Code, ConnectError, createClient, createRouterTransport } from "@connectrpc/connect";
import { GatewayService } from "@viba/contracts/gen/viba/gateway/v1/gateway_pb";
import { expect, test } from "vitest";
import { insisting } from "./gateway.ts";

/** A mesh that is away for the first calls; what it was asked, how long was waited, and the client. */
function open(awayFor: number, code = Code.Unavailable) {
  const asked: string[] = [];
  const waited: number[] = [];
  const transport = createRouterTransport(
    ({ service }) =>
      service(GatewayService, {
        startDesign({ runId }) {
          asked.push(runId);
          if (asked.length <= awayFor) throw new ConnectError("away", code);
          return { runId };
        },
      }),
    { transport: { interceptors: [insisting(async (delayMs) => void waited.push(delayMs))] } },
  );
  return { asked, waited, gateway: createClient(GatewayService, transport) };
}

test("a start that is lost is asked for again, under the same name", async () => {
  const { asked, waited, gateway } = open(2);
  const { runId } = await gateway.startDesign({ text: "카페" });
  expect(runId).toMatch(/^run_[0-9a-f]{32}$/);
  expect(asked).toEqual([runId, runId, runId]);
  expect(waited).toEqual([500, 1000]);
});

test("each start is a run of its own, and a name that was given is kept", async () => {
  const { asked, gateway } = open(0);
  await gateway.startDesign({ text: "카페" });
  await gateway.startDesign({ text: "카페" });
  await gateway.startDesign({ text: "카페", runId: "mine" });
  expect(new Set(asked).size).toBe(3);
  expect(asked[2]).toBe("mine");
});

test("a refusal is told at once, and a mesh that stays away after the fifth time", async () => {
  const refused = open(9, Code.InvalidArgument);
  await expect(refused.gateway.startDesign({ text: "" })).rejects.toThrow("away");
  expect(refused.asked).toHaveLength(1);
  const gone = open(9);
  await expect(gone.gateway.startDesign({ text: "카페" })).rejects.toThrow("away");
  expect([gone.asked.length, gone.waited]).toEqual([5, [500, 1000, 2000, 4000]]);
});
