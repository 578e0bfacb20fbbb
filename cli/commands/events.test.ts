import { create, toBinary } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { RunChangedSchema } from "@viba/contracts/gen/viba/event/v1/event_pb";
import { WatchEventsResponseSchema } from "@viba/contracts/gen/viba/gateway/v1/gateway_pb";
import { expect, test } from "vitest";
import { eventJson, eventLine } from "./events.ts";

const response = (type: string, body: Uint8Array) =>
  create(WatchEventsResponseSchema, {
    subject: "run.events.r1",
    at: timestampFromMs(Date.UTC(2026, 0, 1, 12, 3, 1, 5)),
    type,
    body,
    headers: { traceparent: "00-a-b-01" },
  });
const changed = toBinary(RunChangedSchema, create(RunChangedSchema, { runId: "r1", state: "finished", traceId: "a" }));

test("an event is decoded by its schema", () => {
  const json = eventJson(response("viba.event.v1.RunChanged", changed));
  expect(json).toEqual({
    at: "2026-01-01T12:03:01.005Z",
    subject: "run.events.r1",
    type: "viba.event.v1.RunChanged",
    event: { runId: "r1", state: "finished", traceId: "a" },
    traceparent: "00-a-b-01",
    dropped: 0,
  });
  expect(eventLine(json)).toBe(
    '12:03:01.005  run.events.r1  RunChanged  {"runId":"r1","state":"finished","traceId":"a"}',
  );
});

test.each([
  ["an unknown type", "viba.event.v9.Other", changed],
  ["no type", "", changed],
  ["a body that is none", "viba.event.v1.RunChanged", new Uint8Array([255, 255])],
])("%s is shown without its fields", (_story, type, body) => {
  expect(eventJson(response(type, body)).event).toBeNull();
});

test("a long event takes one line", () => {
  const long = toBinary(RunChangedSchema, create(RunChangedSchema, { runId: "x".repeat(500) }));
  expect(eventLine(eventJson(response("viba.event.v1.RunChanged", long)))).toHaveLength(160);
});
