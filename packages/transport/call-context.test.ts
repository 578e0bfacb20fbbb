import { createContextKey, createHandlerContext, type HandlerContext } from "@connectrpc/connect";
import { ConformanceService } from "@viba/contracts/gen/viba/conformance/v1/conformance_pb";
import { systemClock } from "@viba/runtime/clock";
import { describe, expect, test } from "vitest";
import { CallContext, whenAborted } from "./call-context.ts";
import type { Link } from "./link/core.ts";
import { linkKey } from "./link/link-key.ts";
import { anonymous, meshService, principalKey, principalOf } from "./principal.ts";

const method = ConformanceService.method.unary;
const own = () => {
  const core = { clock: systemClock, principal: undefined, link: undefined };
  const context = new CallContext({ core, protocol: "local", method, headers: [], remote: undefined, deadlineMs: 0 });
  return { context, abort: (reason: unknown) => context.abort(reason), end: () => context.done() };
};
const connects = () => {
  const context = createHandlerContext({
    ...{ service: method.parent, method, protocolName: "x", requestMethod: "POST", url: "x:/" },
  });
  return { context, abort: (reason: unknown) => context.abort(reason), end: () => {} };
};

describe.each<[string, () => { context: HandlerContext; abort: (reason: unknown) => void; end: () => void }]>([
  ["our own context", own],
  ["a context of Connect's", connects],
])("an abort of %s", (_name, open) => {
  test("is told once, with its reason, to everybody who listens", () => {
    const { context, abort } = open();
    const heard: unknown[] = [];
    whenAborted(context, (reason) => heard.push(["first", reason]));
    whenAborted(context, (reason) => heard.push(["second", reason]));
    const reason = new Error("enough");
    abort(reason);
    abort(new Error("again"));
    expect(heard).toHaveLength(2);
    expect(heard).toEqual(
      expect.arrayContaining([
        ["first", reason],
        ["second", reason],
      ]),
    );
    expect(context.signal.reason).toBe(reason);
  });

  test("is told at once when it has been", () => {
    const { context, abort } = open();
    const reason = new Error("enough");
    abort(reason);
    const heard: unknown[] = [];
    whenAborted(context, (why) => heard.push(why));
    expect(heard).toEqual([reason]);
  });

  test("is not told to who has stopped listening", () => {
    const { context, abort } = open();
    const heard: unknown[] = [];
    whenAborted(context, (why) => heard.push(why))();
    abort(new Error("enough"));
    expect(heard).toEqual([]);
  });
});

test("a call's end is no abort to who listens that way", () => {
  const { context, abort, end } = own();
  const heard: unknown[] = [];
  whenAborted(context, (why) => heard.push(why));
  end();
  abort(new Error("late"));
  expect(heard).toEqual([]);
});

test("values are what the call came by until somebody says otherwise", () => {
  const { context } = own();
  const other = createContextKey("usual");
  expect([principalOf(context), context.values.get(linkKey), context.values.get(other)]).toEqual([
    anonymous,
    undefined,
    "usual",
  ]);
  const link = {} as Link;
  context.values.set(principalKey, meshService).set(linkKey, link).set(other, "own");
  expect([principalOf(context), context.values.get(linkKey), context.values.get(other)]).toEqual([
    meshService,
    link,
    "own",
  ]);
  for (const key of [principalKey, linkKey, other]) context.values.delete(key);
  expect([principalOf(context), context.values.get(linkKey), context.values.get(other)]).toEqual([
    anonymous,
    undefined,
    "usual",
  ]);
});
