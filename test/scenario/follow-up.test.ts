import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tempFolder, viba } from "../support/command.ts";
import { startMesh } from "../support/mesh.ts";

/** The first command starts a mesh of its own, the others find another one: a follow-up also proves that the run outlives its mesh. */
test("a design is changed after a restart: what was named, nothing else", async () => {
  using folder = tempFolder();
  const data = ["--data", join(folder.path, "data"), "--json"];
  const out = (name: string) => join(folder.path, name);
  const read = (name: string, file: string) => JSON.parse(readFileSync(join(out(name), file), "utf8"));
  const site = {
    type: "Polygon",
    coordinates: [
      [
        [0, 0],
        [24, 0],
        [24, 20],
        [0, 20],
        [0, 0],
      ],
    ],
  };
  writeFileSync(out("site.geojson"), JSON.stringify(site));

  const options = ["--seed", "77", "--permit-date", "2023-05-01", "--site", out("site.geojson")];
  const first = await viba(["design", "방 3개 2층 주택 50평", "--out", out("first"), ...options, ...data]);
  expect(first.code).toBe(0);
  const before = read("first", "brief.json");
  expect(before).toMatchObject({ seed: "77", permit_date: "2023-05-01" });
  expect(before.site.boundary.points).toEqual(
    expect.arrayContaining([
      { x: 0, y: 0 },
      { x: 24, y: 20 },
    ]),
  );
  const run = read("first", "result.json").run_id as string;

  await using _mesh = await startMesh(join(folder.path, "data"));
  const wider = await viba(["design", "--from", run, "2층을 더 넓게", "--out", out("wider"), ...data]);
  expect(wider.code).toBe(0);
  const { from } = read("wider", "result.json");
  type Made = { makes: string; agent: string; given_up: string[] };
  const madeBy = new Map((read("first", "result.json").decisions as Made[]).map((one) => [one.makes, one.agent]));
  for (const { makes, agent, given_up: givenUp } of read("wider", "result.json").decisions as Made[]) {
    // One that is late with a sign of life on a busy machine is not waited for.
    if (!givenUp.includes("familiar")) expect([makes, agent]).toEqual([makes, madeBy.get(makes)]);
  }
  expect(from).toMatchObject({ run_id: run, changes: [{ subject: "area_m2", before: "165.29", after: "198.35" }] });
  const after = read("wider", "brief.json");
  expect(after.area_m2).toBeCloseTo(before.area_m2 * 1.2, 6);
  for (const same of ["seed", "permit_date", "site", "location", "storeys", "basements", "use", "rooms", "styles"]) {
    expect([same, after[same]]).toEqual([same, before[same]]);
  }

  const unknown = await viba(["design", "--from", "run_nope", "더 넓게", "--out", out("x"), ...data]);
  expect([unknown.code, JSON.parse(unknown.stdout).error.reason]).toEqual([2, "NOT_FOUND"]);
  const senseless = await viba(["design", "--from", run, "색을 파랗게", "--out", out("x"), ...data]);
  expect([senseless.code, JSON.parse(senseless.stdout).error.reason]).toEqual([2, "CHANGE_UNCLEAR"]);
});
