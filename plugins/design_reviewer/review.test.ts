import { createHash } from "node:crypto";
import { create } from "@bufbuild/protobuf";
import { writeIfc } from "@viba/building/ifc/model";
import { sample } from "@viba/building/law/sample";
import { reportFiles } from "@viba/building/report/sheets";
import { pretendard } from "@viba/building/typeface/load";
import { type Model, ModelSchema } from "@viba/contracts/gen/viba/aec/v1/model_pb";
import { describe, expect, test } from "vitest";
import { assessment, codeReport, review } from "./review.ts";

const { plan, brief } = sample({ storeys: 2, use: "shop" });

function modelOf(): Model {
  const written = writeIfc(plan, brief, { permitDate: brief.permitDate });
  const ifc = new TextEncoder().encode(written.text);
  return create(ModelSchema, {
    ifc,
    sha256: createHash("sha256").update(ifc).digest("hex"),
    guids: written.guids,
  });
}

describe("the design reviewer", () => {
  const model = modelOf();
  const code = codeReport(plan, brief, model);

  test("names GlobalIds once there is a model", () => {
    const finding = code.findings.find((one) => one.rule === "fire.window")!;
    expect(finding.guids).toEqual([model.guids["2F/window"]]);
    expect(codeReport(plan, brief).findings.flatMap((one) => one.guids)).toEqual([]);
  });

  test("accepts a good design and reports it", () => {
    const design = { brief, model, codeReport: code };
    expect(review(design).quality).toBe(1);
    expect(assessment(design).accepted).toBe(true);
    const [page, set] = reportFiles({ brief, plan, codeReport: code, review: review(design) }, pretendard());
    expect([page!.name, set!.name]).toEqual(["report.html", "drawings.pdf"]);
    expect([page!.mediaType, set!.mediaType]).toEqual(["text/html; charset=utf-8", "application/pdf"]);
    expect(new TextDecoder().decode(page!.bytes)).toContain("<!doctype html>");
    expect(new TextDecoder("latin1").decode(set!.bytes)).toMatch(/^%PDF-1\.7[\s\S]*%%EOF\n$/);
  });

  test.each<[string, (model: Model) => void]>([
    ["no file", (model) => (model.ifc = new Uint8Array())],
    ["no text", (model) => (model.ifc = new Uint8Array([0xff, 0xfe, 0x00]))],
    ["another file", (model) => (model.sha256 = "0".repeat(64))],
  ])("%s gives quality 0", (_, spoil) => {
    const spoilt = modelOf();
    spoil(spoilt);
    const judged = assessment({ brief, model: spoilt, codeReport: code });
    expect(judged.quality).toBe(0);
    expect(judged.accepted).toBe(false);
    expect(judged.fixes.length).toBeGreaterThan(0);
  });
});
