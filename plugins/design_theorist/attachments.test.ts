import { gzipSync } from "node:zlib";
import { create, fromBinary } from "@bufbuild/protobuf";
import { climateOf } from "@viba/building/energy/climate";
import { epwText } from "@viba/building/energy/testing";
import { weatherOf } from "@viba/building/energy/weather";
import { ArtifactSchema } from "@viba/contracts/gen/viba/core/v1/artifact_pb";
import { WeatherYearSchema } from "@viba/contracts/gen/viba/aec/v1/energy_pb";
import { type Attachment, AttachmentSchema, RequestSchema } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { describe, expect, test } from "vitest";
import { readAttachments } from "./attachments.ts";
import { interpret } from "./interpret.ts";

const text = epwText(weatherOf(climateOf("중부2")));
const file = (name: string, content: string | Uint8Array = text): Attachment =>
  create(AttachmentSchema, { name, gzip: gzipSync(content) });

test("a weather file becomes an artifact of the goal, and a fact that conditions can look at", () => {
  const request = create(RequestSchema, {
    text: "50평 카페",
    permitDate: "2026-11-22",
    attachments: [file("seoul.EPW")],
  });
  const result = interpret(request);
  if (!result.ok) throw new TypeError(result.problem.messageEn);
  expect(result.goal.attributes["weather"]?.values).toEqual(["seoul.EPW"]);
  expect(result.goal.attached.map(({ type }) => type)).toEqual(["viba.aec.v1.Brief", "viba.aec.v1.WeatherYear"]);
  const year = fromBinary(WeatherYearSchema, result.goal.attached[1]!.inline);
  expect(year).toMatchObject({ name: "Seoul, KOR", latitude: 37.57, meridian: 135 });
  expect(year.temperature).toHaveLength(8760);
});

test("without one nothing is attached and nothing known", () => {
  expect(readAttachments([])).toEqual({ ok: true, artifacts: [], weather: [] });
});

test("a follow-up keeps the earlier run's year unless it brings another", () => {
  const earlier = [create(ArtifactSchema, { type: "viba.aec.v1.WeatherYear" }), create(ArtifactSchema, { type: "x" })];
  expect(readAttachments([], earlier)).toMatchObject({ artifacts: [earlier[0]], weather: ["earlier"] });
  expect(readAttachments([file("new.epw")], earlier)).toMatchObject({ weather: ["new.epw"] });
});

describe("what can't be read is refused with the file's name", () => {
  const spoilt = text.split("\r\n").with(100, "2001,1,5,").join("\r\n");
  const noGzip = create(AttachmentSchema, { name: "a.epw", gzip: new Uint8Array([1, 2, 3]) });
  test.each<[string, Attachment[], RegExp]>([
    ["another kind", [file("plot.dwg", "x")], /plot\.dwg: only weather files/],
    ["two of them", [file("a.epw"), file("b.epw")], /b\.epw: only one/],
    ["a bad line", [file("a.epw", spoilt)], /a\.epw: weather file, line 101/],
    ["no gzip", [noGzip], /can't be unpacked/],
    ["a bomb", [file("a.epw", new Uint8Array(9 * 1024 * 1024))], /can't be unpacked, or is larger/],
  ])("%s", (_, attachments, message) => {
    const read = readAttachments(attachments);
    expect(read).toMatchObject({ ok: false, problem: { reason: "INVALID_ARGUMENT" } });
    if (!read.ok) {
      expect(read.problem.messageEn).toMatch(message);
      expect(read.problem.messageKo).toMatch(/[가-힣]/);
    }
  });
});
