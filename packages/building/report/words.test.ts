import { create } from "@bufbuild/protobuf";
import { BriefSchema } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { expect, test } from "vitest";
import { placeName } from "./overview.ts";
import { assumedValue } from "./words.ts";

test.each([
  ["area_kind", "gross_floor", "연면적"],
  ["area_m2", "450", "450 ㎡"],
  ["road", "S 6 m", "남측 6 m"],
  ["roof", "hip", "모임지붕"],
  ["storey_uses", "-1:shop 1:cafe 2:house", "지하 1층 상점(근린생활시설), 1층 카페(휴게음식점), 2층 주택"],
  ["use", "gym", "체육시설"],
  ["storeys", "2", "2"],
  ["rooms", "roof_terrace 0", "옥상 테라스 0"],
  ["exclusions", "kitchen 1", "주방 1"],
])("what was assumed of %s is told in Korean: %s -> %s", (subject, value, told) => {
  expect(assumedValue(subject, value)).toBe(told);
});

test.each([
  ["광주", "광주 북구", "광주 북구"],
  ["서울", "강남", "서울 강남"],
  ["제주", "제주", "제주"],
  ["서울", "", "서울"],
])("a city stands once in the place: %s, %s -> %s", (city, name, told) => {
  expect(placeName(create(BriefSchema, { location: { city, name } }))).toBe(told);
});
