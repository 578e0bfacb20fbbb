import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import { root } from "../up/agent-folders.ts";
import { newAgent } from "./new-agent.ts";

const folder = mkdtempSync(join(tmpdir(), "viba-new-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What the command prints. */
async function printed(...args: Parameters<typeof newAgent>): Promise<string> {
  const stdout = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  try {
    await newAgent(...args);
    return stdout.mock.calls.map(([text]) => text).join("");
  } finally {
    stdout.mockRestore();
  }
}

describe("a new agent", () => {
  const into = join(folder, "My-Designer");

  test("is named after its folder, in the sample's files and in its package", async () => {
    const text = await printed("agent", into, { lang: "en", json: true });
    expect(JSON.parse(text)).toEqual({ id: "my_designer", folder: into });
    expect(readFileSync(join(into, "agent.ts"), "utf8")).toMatch(/id: "my_designer"[^]*name: "my_designer\.area"/);
    expect(JSON.parse(readFileSync(join(into, "package.json"), "utf8"))).toMatchObject({
      name: "my-designer",
      version: "0.1.0",
    });
  });

  test("can be loaded from there, and promises what its file says", async () => {
    const { agent } = (await import(join(into, "agent.ts"))) as { agent: { id: string; capabilities: unknown[] } };
    expect(agent).toMatchObject({ id: "my_designer", capabilities: [{ name: "my_designer.area" }] });
  });

  test.each(["ko", "en"] as const)("says in %s what to do next", async (lang) => {
    const text = await printed("agent", join(folder, lang, "talker"), { lang });
    expect(text).toContain(`./viba up --agent ${join(folder, lang, "talker")}`);
    expect(/[가-힣]/.test(text.split("\n")[0]!)).toBe(lang === "ko");
  });
});

test.each([
  { story: "another kind", kind: "service", name: "x", says: /"service" can't be made; write: viba new agent DIR/ },
  { story: "a name without letters", kind: "agent", name: "7", says: /begin with a letter/ },
  { story: "a folder in use", kind: "agent", name: "used", says: /used is not empty: name a new folder/ },
  { story: "a place that is a file", kind: "agent", name: "file/below", says: /no folder can be made at/ },
])("$story is refused with what to do", async ({ kind, name, says }) => {
  mkdirSync(join(folder, "used"), { recursive: true });
  writeFileSync(join(folder, "used", "notes"), "");
  writeFileSync(join(folder, "file"), "");
  await expect(newAgent(kind, join(folder, name), { lang: "en" })).rejects.toMatchObject({
    reason: "INVALID_ARGUMENT",
    message: expect.stringMatching(says),
    messageKo: expect.stringMatching(/[가-힣]/),
  });
});

test("the guide shows the sample as it is", () => {
  const sample = readFileSync(join(root, "cli", "template", "agent.ts"), "utf8");
  expect(readFileSync(join(root, "docs", "write-an-agent.md"), "utf8")).toContain(`\`\`\`ts\n${sample}\`\`\``);
});
