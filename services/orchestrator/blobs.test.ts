import { create } from "@bufbuild/protobuf";
import { DoneSchema } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { ArtifactSchema } from "@viba/contracts/gen/viba/core/v1/artifact_pb";
import { toMeshError } from "@viba/runtime/errors";
import { describe, expect, test } from "vitest";
import {
  bytesOf,
  callInlineBytes,
  doneForJournal,
  forCall,
  forJournal,
  journalInlineBytes,
  maxFiles,
} from "./blobs.ts";
import { memoryBlobs } from "./fixtures.ts";
import { artifact } from "./fixtures-artifacts.ts";

const sized = (bytes: number) => artifact("t.v1.A", new Uint8Array(bytes).fill(1));
const stored = (bytes: number) => create(ArtifactSchema, { ...sized(bytes), inline: new Uint8Array() });
const reasonOf = (task: Promise<unknown>) =>
  task.then(
    () => "none",
    (error: unknown) => toMeshError(error).reason,
  );

describe("what the journal keeps", () => {
  test.each([
    [0, true],
    [journalInlineBytes, true],
    [journalInlineBytes + 1, false],
  ])("%d bytes inline: %s", async (bytes, inline) => {
    const blobs = memoryBlobs();
    const kept = await forJournal(sized(bytes), blobs);
    expect([kept.inline.length, blobs.held.size]).toEqual(inline ? [bytes, 0] : [0, 1]);
    expect(kept).toMatchObject({ type: "t.v1.A", digest: sized(bytes).digest, size: BigInt(bytes) });
    expect(await bytesOf(kept, blobs)).toEqual(sized(bytes).inline);
  });

  test.each([
    ["small bytes of another digest", "BAD_ARTIFACT", { ...sized(3), digest: "0".repeat(64) }],
    ["large bytes of another digest", "BAD_ARTIFACT", { ...sized(50_000), digest: "0".repeat(64) }],
    ["no digest", "BAD_ARTIFACT", { ...sized(3), digest: "" }],
    ["another size", "BAD_ARTIFACT", { ...sized(3), size: 4n }],
    ["no bytes and a digest of some", "BAD_ARTIFACT", { ...sized(0), digest: "0".repeat(64) }],
    ["a digest of nothing in the store", "NOT_FOUND", stored(3)],
  ])("refuses %s with %s", async (_story, reason, given) => {
    const blobs = memoryBlobs();
    expect(await reasonOf(forJournal(given, blobs))).toBe(reason);
    expect(blobs.held.size).toBe(0);
  });

  test("holds each file of a result to its digest, and counts them", async () => {
    const blobs = memoryBlobs();
    const file = (bytes: number) => ({ name: `${bytes}`, mediaType: "text/plain", content: sized(bytes) });
    const done = create(DoneSchema, {
      artifact: sized(20_000),
      files: [file(5), file(30_000), { name: "empty" }],
      cpuMs: 3,
    });
    const kept = await doneForJournal(done, blobs);
    expect(kept.files.map((one) => [one.name, one.content?.inline.length])).toEqual([
      ["5", 5],
      ["30000", 0],
      ["empty", undefined],
    ]);
    expect([kept.artifact!.inline.length, kept.cpuMs, blobs.held.size]).toEqual([0, 3, 2]);
    const forged = create(DoneSchema, { files: [{ ...file(5), content: { ...sized(5), digest: "f".repeat(64) } }] });
    expect(await reasonOf(doneForJournal(forged, blobs))).toBe("BAD_ARTIFACT");
    const many = create(DoneSchema, { files: Array.from({ length: maxFiles + 1 }, () => file(1)) });
    expect(await reasonOf(doneForJournal(many, blobs))).toBe("BAD_ARTIFACT");
  });
});

describe("what travels on a call", () => {
  test.each([
    [1, true],
    [callInlineBytes, true],
    [callInlineBytes + 1, false],
  ])("%d bytes go along: %s", async (bytes, inline) => {
    const blobs = memoryBlobs();
    await blobs.put(sized(bytes).inline);
    const sent = await forCall(stored(bytes), blobs);
    expect([sent.inline.length, sent.digest]).toEqual([inline ? bytes : 0, sized(bytes).digest]);
  });

  test("bytes that are gone are NOT_FOUND", async () => {
    expect(await reasonOf(forCall(stored(9), memoryBlobs()))).toBe("NOT_FOUND");
  });
});
