import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { agentFolders } from "../../cli/up/agent-folders.ts";
import { tempFolder, viba } from "../support/command.ts";
import { startMesh } from "../support/mesh.ts";

test("an agent made by `viba new agent` outside the clone passes its test, registers and answers", async () => {
  using folder = tempFolder();
  const agent = join(folder.path, "greeter");
  const made = await viba(["new", "agent", agent, "--json"]);
  expect(JSON.parse(made.stdout)).toEqual({ id: "greeter", folder: agent });
  execFileSync(process.execPath, ["--test", join(agent, "agent.test.ts")]);

  const data = join(folder.path, "data");
  const without = agentFolders({ extra: [], without: [] }).flatMap(({ name }) => ["--without", name]);
  await using _mesh = await startMesh(data, { args: ["--agent", agent, ...without] });
  const request = join(folder.path, "request.json");
  writeFileSync(request, JSON.stringify({ "@type": "viba.core.v1.Request", text: "강남에 50평 카페" }));
  const asked = await viba(["call", "Check", "--input", request, "--data", data, "--json"]);
  expect(JSON.parse(asked.stdout)).toMatchObject({ agent: "greeter", artifact: { passed: true, measured: "50평" } });
});
