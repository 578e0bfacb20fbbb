import { create } from "@bufbuild/protobuf";
import { Strain } from "@viba/contracts/gen/viba/event/v1/event_pb";
import { LoadSchema } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import { expect, test } from "vitest";
import { registryWith } from "../fixtures.ts";
import { createStrainWatch } from "./strain.ts";

test.each([
  { what: "cpu", strain: Strain.CPU, values: [0.9, 0.91, 0.95, 0.85, 0.8, 0.79, 0.9], told: "-+---+-" },
  { what: "memory", strain: Strain.MEMORY, values: [0.85, 0.86, 0.82, 0.79, 0.8], told: "-+-+-" },
])("$what: it begins above its bound and ends only well below", ({ what, strain, values, told }) => {
  const registry = registryWith("a-1");
  const watch = createStrainWatch();
  const heard = values.map((value) => {
    registry.heartbeat("lease a-1", create(LoadSchema, { [what]: value }), 0);
    return watch.look(registry.all());
  });
  expect(heard.map(({ length }) => (length === 1 ? "+" : "-")).join("")).toBe(told);
  const changes = heard.flat();
  expect(changes.map((change) => change.begins)).toEqual([true, false]);
  expect(changes[0]).toMatchObject({ agentId: "a", instanceId: "a-1", strain });
});

test("the mean time of what ended since the last look, and silence changes nothing", () => {
  const registry = registryWith("a-1");
  const watch = createStrainWatch();
  const { work } = registry.get("a-1")!;
  const end = (...timesMs: number[]) => {
    for (const ms of timesMs) Object.assign(work, { ended: work.ended + 1, endedMs: work.endedMs + ms });
    return watch.look(registry.all()).map(({ begins, value }) => [begins, value]);
  };
  expect(end(900, 1100)).toEqual([]);
  expect(end(3000, 1000)).toEqual([[true, 2]]);
  expect(end()).toEqual([]);
  expect(end(900)).toEqual([]);
  expect(end(700)).toEqual([[false, 0.7]]);
});

test("who is gone is strained no more", () => {
  const registry = registryWith("a-1");
  const watch = createStrainWatch();
  registry.heartbeat("lease a-1", create(LoadSchema, { cpu: 1 }), 0);
  expect(watch.look(registry.all())).toHaveLength(1);
  registry.deregister("lease a-1");
  expect(watch.look(registry.all())).toMatchObject([{ instanceId: "a-1", strain: Strain.CPU, begins: false }]);
  expect(watch.look(registry.all())).toEqual([]);
});
