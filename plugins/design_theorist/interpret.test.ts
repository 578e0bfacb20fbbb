import { createHash } from "node:crypto";
import { create, fromBinary } from "@bufbuild/protobuf";
import { BriefSchema } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { RequestSchema } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { describe, expect, test } from "vitest";
import { briefFile, interpret } from "./interpret.ts";

const ask = (text: string) =>
  interpret(create(RequestSchema, { text, permitDate: "2026-11-22", seed: 3n, language: "ko" }));

function understood(text: string) {
  const result = ask(text);
  if (!result.ok) throw new Error(result.problem.messageEn);
  return result;
}

const plain = ["viba.aec.v1.Plan", "viba.aec.v1.Model", "viba.aec.v1.CodeReport", "viba.aec.v1.Review"];

describe("interpret", () => {
  test("a cafe: what is wanted, known and attached", () => {
    const { goal, brief } = understood("강남에 50평 모던 카페를 설계해줘");
    expect(goal.wanted).toEqual(plain);
    expect(goal.optional).toEqual(["viba.aec.v1.Energy"]);
    expect(goal).toMatchObject({ titleKo: "강남 모던 카페", titleEn: "Modern cafe in Gangnam" });
    const values = Object.fromEntries(
      Object.entries(goal.attributes).map(([name, entry]) => [name, entry.values.join()]),
    );
    expect(values).toEqual({
      use: "cafe",
      style: "modern",
      storeys: "1",
      basements: "0",
      area_m2: "165.29",
      city: "서울",
      climate: "중부2",
      zone: "제2종일반주거지역",
    });
    expect(goal.assumed).toEqual(brief.assumed);
  });

  test("a certificate makes energy and certification a must", () => {
    const { goal } = understood("3층 상업+주거 복합건물을 친환경 인증 받을 수 있게 설계해줘");
    expect(goal.wanted).toEqual([...plain, "viba.aec.v1.Energy", "viba.aec.v1.Certification"]);
    expect(goal.optional).toEqual([]);
    expect(goal.attributes["certificate"]?.values).toEqual(["G-SEED"]);
  });

  test("a hanok is marked as one", () => {
    const { goal } = understood("전통 한옥 스타일 게스트하우스를 설계해줘. 현대적 편의시설도 포함해서");
    expect(goal.attributes["hanok"]?.values).toEqual(["true"]);
    expect(goal.attributes["style"]?.values).toEqual(["hanok"]);
    expect(goal.attributes["modern_amenities"]?.values).toEqual(["true"]);
  });

  test("the brief is attached by its digest and can be read back", () => {
    const { goal, brief } = understood("제주에 객실 8개 한옥스테이");
    const [artifact] = goal.attached;
    const bytes = artifact?.inline ?? new Uint8Array();
    expect(artifact?.type).toBe("viba.aec.v1.Brief");
    expect(artifact?.size).toBe(BigInt(bytes.length));
    expect(artifact?.digest).toBe(createHash("sha256").update(bytes).digest("hex"));
    expect(fromBinary(BriefSchema, bytes)).toEqual(brief);
  });

  test("what is not understood comes back as a problem", () => {
    expect(ask("안녕하세요")).toMatchObject({ ok: false, problem: { reason: "NOT_UNDERSTOOD" } });
  });
});

test("brief.json keeps the proto's names, empty fields and Korean", () => {
  const file = briefFile(understood("강남에 50평 모던 카페를 설계해줘").brief);
  const text = new TextDecoder().decode(file.bytes);
  expect(file).toMatchObject({ name: "brief.json", mediaType: "application/json" });
  expect(text).toContain("강남에 50평 모던 카페를 설계해줘");
  expect(JSON.parse(text)).toMatchObject({
    area_m2: (50 * 400) / 121,
    area_kind: "AREA_KIND_GROSS_FLOOR",
    area_unit: "평",
    basements: 0,
    rooms: [],
    permit_date: "2026-11-22",
  });
});
