import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { nextEpoch, openSecrets, readOwnerToken, secretsIn } from "./data-folder.ts";

let folder = "";
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "viba-data-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("many processes that come first at once all have the same secrets, whole, and leave nothing else behind", async () => {
  const all = await Promise.all(Array.from({ length: 20 }, () => openSecrets(folder)));
  for (const secrets of all) expect(secrets).toEqual(all[0]);
  expect(Object.values(all[0]!).every((secret) => secret.length >= 32)).toBe(true);
  expect(readdirSync(folder).toSorted()).toEqual(["join-token", "owner-token", "service-token", "token-key"]);
  expect(statSync(join(folder, "service-token")).mode & 0o777).toBe(0o600);
  expect(await readOwnerToken(folder)).toBe(all[0]!.ownerToken);
});

test("secrets of the environment are used as they are, and no file is made of them", async () => {
  const given = secretsIn({ VIBA_SERVICE_TOKEN: " shared ", VIBA_TOKEN_KEY: "key", VIBA_JOIN_TOKEN: "" });
  expect(given).toEqual({ serviceToken: "shared", tokenKey: "key" });
  expect(await openSecrets(folder, given)).toMatchObject(given);
  expect(readdirSync(folder).toSorted()).toEqual(["join-token", "owner-token"]);
});

test("each start has a higher epoch", async () => {
  expect([await nextEpoch(folder), await nextEpoch(folder)]).toEqual([1n, 2n]);
});
