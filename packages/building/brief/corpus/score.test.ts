import { create } from "@bufbuild/protobuf";
import { AreaKind, BriefSchema } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { describe, expect, test } from "vitest";
import { scoreCorpus, scoreSentence } from "./score.ts";
import type { Slots } from "./slots.ts";

const said: Slots = { 평: 50, storeys: 2, use: "cafe", rooms: "wc2", styles: "modern", at: "강남/서울" };

const read = (change: object = {}) =>
  create(BriefSchema, {
    areaM2: (50 * 400) / 121,
    areaGiven: 50,
    areaUnit: "평",
    areaKind: AreaKind.GROSS_FLOOR,
    storeys: 2,
    use: "cafe",
    rooms: [{ kind: "wc", count: 2 }],
    styles: ["modern"],
    location: { name: "강남", city: "서울" },
    ...change,
  });

describe("one sentence", () => {
  test.each([
    { at: "수성/대구", location: { name: "수성구", city: "대구" }, same: true },
    { at: "고성/경남", location: { name: "경남 고성", city: "경남" }, same: true },
    { at: "고성/경남", location: { name: "고성", city: "강원" }, same: false },
    { at: "대구/대구", location: { name: "대구", city: "대구" }, same: true },
  ])("$at is read as $location.name in $location.city: $same", ({ at, location, same }) => {
    expect(scoreSentence({ ...said, at }, read({ location })).missed).toHaveLength(same ? 0 : 1);
  });

  test("read as said: all six slots, nothing else", () => {
    expect(scoreSentence(said, read())).toEqual({ right: 6, missed: [], invented: [], wrongNumbers: [] });
  });

  test.each([
    { story: "another use", change: { use: "shop" }, missed: ["use=cafe"], invented: ["use=shop"], wrong: 0 },
    { story: "a style left out", change: { styles: [] }, missed: ["style=modern"], invented: [], wrong: 0 },
    {
      story: "a style nobody named",
      change: { styles: ["modern", "hanok"] },
      missed: [],
      invented: ["style=hanok"],
      wrong: 0,
    },
    {
      story: "another number of storeys",
      change: { storeys: 3 },
      missed: ["storeys=2"],
      invented: ["storeys=3"],
      wrong: 1,
    },
    { story: "one storey by default", change: { storeys: 1 }, missed: ["storeys=2"], invented: [], wrong: 1 },
    { story: "a basement nobody named", change: { basements: 1 }, missed: [], invented: ["basements=1"], wrong: 1 },
    {
      story: "another count of a room",
      change: { rooms: [{ kind: "wc", count: 3 }] },
      missed: ["room=wc2"],
      invented: ["room=wc3"],
      wrong: 1,
    },
    { story: "the figure right, the gross area not", change: { areaM2: 330 }, missed: [], invented: [], wrong: 1 },
    {
      story: "square metres instead of 평",
      change: { areaUnit: "m2", areaM2: 50 },
      missed: ["area=50.00평"],
      invented: ["area=50.00m2"],
      wrong: 1,
    },
    {
      story: "footprint instead of gross floor area",
      change: { areaKind: AreaKind.FOOTPRINT },
      missed: [],
      invented: [`kind=${AreaKind.FOOTPRINT}`],
      wrong: 0,
    },
  ])("$story", ({ change, missed, invented, wrong }) => {
    const score = scoreSentence(said, read(change));
    expect(score).toMatchObject({ missed, invented });
    expect(score.wrongNumbers).toHaveLength(wrong);
  });

  test("asked back: all slots are missed, no number is wrong", () => {
    expect(scoreSentence(said, undefined)).toMatchObject({ right: 0, invented: [], wrongNumbers: [] });
    expect(scoreSentence(said, undefined).missed).toHaveLength(6);
  });
});

describe("all sentences", () => {
  test("three right, one missed, two invented", () => {
    const scores = [
      { right: 2, missed: ["a"], invented: [], wrongNumbers: [] },
      { right: 1, missed: [], invented: ["b", "c"], wrongNumbers: ["storeys"] },
    ];
    const score = scoreCorpus(scores);
    expect(score).toMatchObject({ sentences: 2, slots: 4, precision: 3 / 5, recall: 3 / 4, wrongNumbers: 1 });
    expect(score.f1).toBeCloseTo(2 / 3, 12);
  });

  test("nothing at all scores 0", () => {
    expect(scoreCorpus([])).toMatchObject({ sentences: 0, f1: 0, precision: 0, recall: 0 });
  });
});
