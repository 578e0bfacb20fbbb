import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Duplex } from "node:stream";
import { expect, test } from "vitest";
import { onParentGone } from "./parent.ts";

/** Starts a child that watches descriptor 3 and says what happens; `body` may use `watch`. */
function start(body: string, holdOpen: boolean): ChildProcess {
  const module = JSON.stringify(new URL("./parent.ts", import.meta.url).href);
  const hold = holdOpen ? "setInterval(() => {}, 1000);" : "";
  const script = `import { onParentGone } from ${module};
    ${hold}
    const watch = onParentGone(3, () => { console.log("gone"); process.exit(7); });
    ${body}
    console.log("watching");`;
  return spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit", "pipe"],
  });
}

async function outputOf(child: ChildProcess, afterFirst: () => void = () => {}): Promise<[string, number | null]> {
  let output = "";
  child.stdout!.on("data", (chunk: Buffer) => {
    if (output === "") afterFirst();
    output += chunk.toString();
  });
  const [code] = (await once(child, "close")) as [number | null];
  return [output, code];
}

test("calls once the descriptor closes, not when something is written to it", async () => {
  const child = start("", true);
  const pipe = child.stdio[3] as Duplex;
  const ended = await outputOf(child, () => {
    pipe.write("hello");
    pipe.end();
  });
  expect(ended).toEqual(["watching\ngone\n", 7]);
});

test("holds no process open", async () => {
  expect(await outputOf(start("", false))).toEqual(["watching\n", 0]);
});

test("says nothing once disposed", async () => {
  const child = start("watch[Symbol.dispose]();", false);
  expect(await outputOf(child)).toEqual(["watching\n", 0]);
});

test("a descriptor that isn't there is a typed refusal", () => {
  expect(() => onParentGone(9999, () => undefined)).toThrow("descriptor 9999 is no pipe");
});
