import { create } from "@bufbuild/protobuf";
import { LoadStrainedSchema, Strain } from "@viba/contracts/gen/viba/event/v1/event_pb";
import { expect, test } from "vitest";
import { createStrainBook } from "./strains.ts";

const kinds = Object.fromEntries(Object.entries(Strain).map(([name, value]) => [value, name]));
const strained = (instanceId: string, strain: Strain = Strain.CPU, begins = true) =>
  create(LoadStrainedSchema, { agentId: "a", instanceId, strain, begins, value: 0.95, bound: 0.9 });
const names = (book: ReturnType<typeof createStrainBook>, nowMs: number) =>
  book.active(nowMs).map(({ strain, sinceMs }) => `${strain.instanceId} ${kinds[strain.strain]} ${sinceMs}`);

test("a strain is there from its beginning to its end, each kind for itself", () => {
  const book = createStrainBook();
  book.hear(strained("i1"), 10);
  book.hear(strained("i1", Strain.MEMORY), 20);
  book.hear(strained("i2"), 5);
  expect(names(book, 30)).toEqual(["i2 CPU 5", "i1 CPU 10", "i1 MEMORY 20"]);
  book.hear(strained("i1", Strain.CPU, false), 30);
  book.hear(strained("nobody", Strain.CPU, false), 30);
  expect(names(book, 30)).toEqual(["i2 CPU 5", "i1 MEMORY 20"]);
});

test("told twice it has begun once", () => {
  const book = createStrainBook();
  book.hear(strained("i1"), 10);
  book.hear(strained("i1"), 50);
  expect(names(book, 60)).toEqual(["i1 CPU 10"]);
});

test("is not believed for ever, and only so many are held", () => {
  const book = createStrainBook({ most: 2, believedMs: 100 });
  for (const [at, id] of ["i1", "i2", "i3"].entries()) book.hear(strained(id), at);
  expect([names(book, 10), book.forgotten]).toEqual([["i2 CPU 1", "i3 CPU 2"], 1]);
  expect(names(book, 102)).toEqual(["i3 CPU 2"]);
});
