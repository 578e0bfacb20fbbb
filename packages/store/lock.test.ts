import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { reason } from "./journal-contract.ts";
import { lockFolder, readLock, updateLock } from "./lock.ts";
import { identify, isAlive, startTick } from "./process-identity.ts";

const root = await mkdtemp(join(tmpdir(), "viba-lock-"));
afterAll(() => rm(root, { recursive: true, force: true }));
const newFolder = () => mkdtemp(join(root, "l-"));

/** A child that takes the folder and says so (or says the reason), then waits to be killed. */
function child(folder: string) {
  const code = `
    const { lockFolder } = await import(${JSON.stringify(new URL("./lock.ts", import.meta.url).href)});
    try { await lockFolder(${JSON.stringify(folder)}); console.log("taken"); setInterval(() => {}, 1e9); }
    catch (error) { console.log(error.reason); }`;
  const run = spawn(process.execPath, ["--input-type=module", "-e", code], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const said = once(run.stdout, "data").then(([data]) => String(data).trim());
  return { run, said };
}

test("gives a folder to one, and to the next after release", async () => {
  const folder = join(await newFolder(), "new", "deep");
  const lock = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toMatchObject({
    reason: "DATA_FOLDER_TAKEN",
    message: expect.stringContaining(`${folder} is in use by process ${process.pid}`),
    facts: { folder, pid: String(process.pid) },
  });
  await lock.release();
  await lock.release();
  expect(await readLock(folder)).toBeUndefined();
  await using again = await lockFolder(folder);
  expect(again.info.pid).toBe(process.pid);
});

test("says who has it and where to reach him", async () => {
  const folder = await newFolder();
  await using lock = await lockFolder(folder);
  await updateLock(lock, { address: "http://127.0.0.1:7070" });
  await updateLock(lock, { agents: "127.0.0.1:7071" });
  const extra = { address: "http://127.0.0.1:7070", agents: "127.0.0.1:7071" };
  expect(await readLock(folder)).toEqual({ ...(await identify(process.pid)), extra });
  await expect(lockFolder(folder)).rejects.toMatchObject({ facts: extra });
  expect((await stat(join(folder, "lock.json"))).mode & 0o777).toBe(0o600);
});

test("another process is refused while the owner lives and gets it when the owner is killed", async () => {
  const folder = await newFolder();
  const owner = child(folder);
  expect(await owner.said).toBe("taken");
  await expect(lockFolder(folder)).rejects.toMatchObject({
    reason: "DATA_FOLDER_TAKEN",
    facts: { pid: String(owner.run.pid) },
  });
  const second = child(folder);
  expect(await second.said).toBe("DATA_FOLDER_TAKEN");
  owner.run.kill("SIGKILL");
  await once(owner.run, "exit");
  expect(await readLock(folder)).toBeUndefined();
  await using lock = await lockFolder(folder);
  expect(lock.info.pid).toBe(process.pid);
});

test("one of many that take over a dead owner's folder at once wins", async () => {
  const folder = await newFolder();
  const dead = child(folder);
  await dead.said;
  dead.run.kill("SIGKILL");
  await once(dead.run, "exit");
  const rivals = Array.from({ length: 4 }, () => child(folder));
  const said = await Promise.all(rivals.map((rival) => rival.said));
  for (const rival of rivals) rival.run.kill("SIGKILL");
  expect(said.sort()).toEqual([...Array(3).fill("DATA_FOLDER_TAKEN"), "taken"]);
});

test.each([
  ["a dead pid", { pid: 2 ** 22 + 1, started: "", extra: {} }],
  ["a pid that was given again", { pid: process.pid, started: "another-boot/1", extra: {} }],
  ["no owner", { text: "not a lock" }],
])("a lock file with %s names nobody and holds nobody up", async (_what, content) => {
  const folder = await newFolder();
  await writeFile(join(folder, "lock.json"), JSON.stringify(content));
  expect(await readLock(folder)).toBeUndefined();
  await using lock = await lockFolder(folder);
  expect(JSON.parse(await readFile(join(folder, "lock.json"), "utf8")).pid).toBe(lock.info.pid);
});

test("says when the folder cannot be written", async () => {
  const file = join(await newFolder(), "file");
  await writeFile(file, "");
  await expect(lockFolder(file)).rejects.toEqual(reason("DATA_FOLDER_UNWRITABLE"));
  await expect(lockFolder("/proc/viba")).rejects.toEqual(reason("DATA_FOLDER_UNWRITABLE"));
});

test("finds the start tick behind a name with brackets and blanks", () => {
  const rest = Array.from({ length: 30 }, (_, i) => String(i + 3)).join(" ");
  expect(startTick(`42 (a ) b (c) ${rest}`)).toBe("22");
});

test("a process is itself and no other", async () => {
  const self = (await identify(process.pid))!;
  expect(await isAlive(self)).toBe(true);
  expect(await isAlive({ ...self, started: `${self.started}0` })).toBe(false);
  expect(await identify(-1)).toBeUndefined();
});
