import { create, toBinary } from "@bufbuild/protobuf";
import { ConnectError } from "@connectrpc/connect";
import { CallResponseSchema, RouterService } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { fakeClock } from "@viba/testkit/clock";
import { expect, test } from "vitest";
import { linkPair } from "../link/link-rig.ts";
import { createLocalTransport } from "../local.ts";
import { route } from "../routes.ts";
import { type Caller, createCaller, prepareWant } from "./caller.ts";

const want = prepareWant({ outputType: "t.v1.Plan" });
const ask = (caller: Caller) => caller.call(want, [Buffer.from("in")], { timeoutMs: 1000 });

/** Over a link whose other end answers with these bytes. */
async function overLink(answer: Uint8Array): Promise<Caller> {
  const opaque = [{ method: RouterService.method.call, handler: () => answer }];
  const { near } = linkPair(fakeClock(), {}, { opaque });
  await near.opened;
  return createCaller(near);
}

test("what was answered is the same by a link, by a lane of this process and by its handler", async () => {
  const given = { output: Buffer.from("made"), decisionId: "decision_1" };
  const outputOnly = toBinary(CallResponseSchema, create(CallResponseSchema, { output: given.output }));
  const idOnly = toBinary(CallResponseSchema, create(CallResponseSchema, { decisionId: given.decisionId }));
  const callers = [
    await overLink(Buffer.concat([outputOnly, idOnly])),
    createCaller(
      createLocalTransport([], {
        lane: () => ({
          method: RouterService.method.call,
          callBytes: async (_call, _principal, read) => {
            // It may lie anywhere in the bytes that it came with.
            const around = Buffer.concat([Buffer.from([1]), outputOnly, Buffer.from([2])]);
            return read(around, 1, 1 + outputOnly.length, idOnly);
          },
        }),
      }),
    ),
    createCaller(createLocalTransport([route(RouterService, { call: () => given })])),
  ];
  for (const caller of callers) {
    const { output, decisionId } = await ask(caller);
    expect([Buffer.from(output).toString(), decisionId]).toEqual(["made", "decision_1"]);
  }
});

test("an answer that is none is an error of the call", async () => {
  await expect(ask(await overLink(Buffer.from([0xff])))).rejects.toThrow(ConnectError);
});
