import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create } from "@bufbuild/protobuf";
import { FileSchema } from "@viba/contracts/gen/viba/core/v1/artifact_pb";
import { GetFileResponseSchema } from "@viba/contracts/gen/viba/gateway/v1/gateway_pb";
import { RunEventSchema, RunSchema } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { systemClock } from "@viba/runtime/clock";
import { digestOf } from "@viba/runtime/digest";
import { MeshError } from "@viba/runtime/errors";
import { afterAll, expect, test, vi } from "vitest";
import { createRunFiles } from "./run-files.ts";

const out = mkdtempSync(join(tmpdir(), "viba-run-files-"));
afterAll(() => rmSync(out, { recursive: true, force: true }));

const bytes = (text: string) => new TextEncoder().encode(text);
const file = (name: string, text: string, inline = false) =>
  create(FileSchema, {
    name,
    content: {
      digest: digestOf(bytes(text)),
      size: BigInt(bytes(text).length),
      ...(inline ? { inline: bytes(text) } : {}),
    },
  });
const accepted = (...files: ReturnType<typeof file>[]) =>
  create(RunEventSchema, { event: { case: "stepAccepted", value: { done: { files } } } });

/** A gateway that holds what is in `held` by name, and says what it was asked for. */
function gatewayOf(held: Record<string, string>) {
  const asked: string[] = [];
  return {
    asked,
    async *getFile({ name = "" }: { name?: string }) {
      asked.push(name);
      if (held[name] === undefined) throw new MeshError("NOT_FOUND", name);
      yield create(GetFileResponseSchema, { chunk: bytes(held[name].slice(0, 2)) });
      yield create(GetFileResponseSchema, { chunk: bytes(held[name].slice(2)) });
    },
  };
}

const read = (name: string) => readFileSync(join(out, name), "utf8");

test("what a step made is fetched at once and once, what came along not at all", async () => {
  const gateway = gatewayOf({ "plan.svg": "a plan", "model.ifc": "a model" });
  const files = createRunFiles(gateway, "run_1", systemClock);
  files.event(accepted(file("plan.svg", "a plan"), file("brief.json", "{}", true)));
  await vi.waitFor(() => expect(gateway.asked).toEqual(["plan.svg"]));
  const all = [file("plan.svg", "a plan"), file("brief.json", "{}", true), file("model.ifc", "a model")];
  const written = await files.write(create(RunSchema, { files: all }), out);
  expect(Object.entries(written)).toEqual(all.map(({ name }) => [name, join(out, name)]));
  expect(["plan.svg", "brief.json", "model.ifc"].map(read)).toEqual(["a plan", "{}", "a model"]);
  expect(gateway.asked).toEqual(["plan.svg", "model.ifc"]);
});

test("what was made anew, or came as something else, is fetched as the finished run names it", async () => {
  const held: Record<string, string> = { "plan.svg": "the first" };
  const gateway = gatewayOf(held);
  const files = createRunFiles(gateway, "run_1", systemClock);
  // A draft that is not the run's yet: the gateway still gives the file before.
  files.event(accepted(file("plan.svg", "the draft"), file("later.svg", "not there yet")));
  await vi.waitFor(() => expect(gateway.asked).toEqual(["plan.svg", "later.svg"]));
  Object.assign(held, { "plan.svg": "the draft", "later.svg": "not there yet" });
  const all = [file("plan.svg", "the draft"), file("later.svg", "not there yet")];
  await files.write(create(RunSchema, { files: all }), out);
  expect(all.map(({ name }) => read(name))).toEqual(["the draft", "not there yet"]);
});

test("a name that leads out of the folder is refused before anything is written", async () => {
  const files = createRunFiles(gatewayOf({}), "run_1", systemClock);
  const run = create(RunSchema, { files: [file("fine.txt", "x", true), file("../bad.txt", "x", true)] });
  await expect(files.write(run, out)).rejects.toMatchObject({ reason: "BAD_ARTIFACT" });
});
