import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root, tempFolder, viba } from "../support/command.ts";

const sources = ["router", "orchestrator"].flatMap((service) =>
  readdirSync(join(root, "services", service), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !file.includes("node_modules"))
    .map((file) => join(root, "services", service, file)),
);
const agents = readdirSync(join(root, "plugins"));

test("no agent id and no type of the domain stands in the router's or the orchestrator's source", () => {
  expect(sources.length).toBeGreaterThan(20);
  const found = sources.filter((file) => {
    const text = readFileSync(file, "utf8");
    return /viba[./]aec/.test(text) || agents.some((agent) => text.includes(agent));
  });
  expect(found).toEqual([]);
});

test("an agent renamed in its manifest is used unchanged", async () => {
  using folder = tempFolder();
  const renamed = join(root, "test", "fixtures", "renamed_agent");
  const args = ["--out", join(folder.path, "out"), "--data", join(folder.path, "data"), "--json"];
  const ended = await viba([
    "design",
    "강남에 50평 모던 카페를 설계해줘",
    ...args,
    "--without",
    "bim_specialist",
    "--agent",
    renamed,
  ]);
  expect(ended.code).toBe(0);
  const { agents_used: used } = JSON.parse(ended.stdout) as { agents_used: string[] };
  expect(used).toContain("somebody_else");
  expect(used).not.toContain("bim_specialist");
});
