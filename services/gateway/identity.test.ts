import { Role } from "@viba/contracts/gen/viba/core/v1/access_pb";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cookiesOf, createVerify, type Secrets, sessionCookie } from "./identity.ts";

const secrets: Secrets = {
  ownerToken: "o".repeat(64),
  joinToken: "j".repeat(64),
  serviceToken: "s".repeat(64),
  sessionToken: "c".repeat(64),
};
const verify = createVerify(secrets);
const roleOf = (header: Record<string, string>) => verify(new Headers(header))?.roles[0];

describe("who calls", () => {
  test.each<[string, Record<string, string>, Role | undefined]>([
    ["the owner", { authorization: `Bearer ${secrets.ownerToken}` }, Role.ADMIN],
    ["the owner, in other letters", { authorization: `bearer ${secrets.ownerToken}` }, Role.ADMIN],
    ["an agent", { authorization: `Bearer ${secrets.joinToken}` }, Role.AGENT],
    ["a service", { authorization: `Bearer ${secrets.serviceToken}` }, Role.SERVICE],
    ["the studio", { cookie: `${sessionCookie}=${secrets.sessionToken}` }, Role.OPERATOR],
    ["the studio on its port", { cookie: `a=b; ${sessionCookie}_7070=${secrets.sessionToken}` }, Role.OPERATOR],
    [
      "beside another mesh's studio",
      { cookie: `${sessionCookie}_1=x; ${sessionCookie}_2=${secrets.sessionToken}` },
      Role.OPERATOR,
    ],
    ["nobody", {}, undefined],
    ["an empty token", { authorization: "Bearer " }, undefined],
    ["a wrong token", { authorization: "Bearer nonsense" }, undefined],
    ["a token with one letter less", { authorization: `Bearer ${secrets.ownerToken.slice(1)}` }, undefined],
    ["a token with more behind it", { authorization: `Bearer ${secrets.ownerToken}x` }, undefined],
    ["two tokens", { authorization: `Bearer ${secrets.ownerToken} ${secrets.ownerToken}` }, undefined],
    ["another scheme", { authorization: `Basic ${secrets.ownerToken}` }, undefined],
    ["the session's token as a bearer", { authorization: `Bearer ${secrets.sessionToken}` }, undefined],
    ["the owner's token as a cookie", { cookie: `${sessionCookie}=${secrets.ownerToken}` }, undefined],
    [
      "a wrong token beside a good cookie",
      { authorization: "Bearer x", cookie: `${sessionCookie}=${secrets.sessionToken}` },
      undefined,
    ],
    [
      "another scheme beside a good cookie",
      { authorization: "Basic x", cookie: `${sessionCookie}=${secrets.sessionToken}` },
      undefined,
    ],
    ["a cookie with more behind it", { cookie: `${sessionCookie}=${secrets.sessionToken}=junk` }, undefined],
    ["a cookie of another name", { cookie: `x${sessionCookie}=${secrets.sessionToken}` }, undefined],
    ["a cookie whose name goes on", { cookie: `${sessionCookie}_evil=${secrets.sessionToken}` }, undefined],
    [
      "a cookie far behind in a stuffed header",
      { cookie: `${"a=b;".repeat(100)}${sessionCookie}=${secrets.sessionToken}` },
      undefined,
    ],
  ])("%s", (_story, header, role) => {
    expect(roleOf(header)).toBe(role);
  });

  test("a secret that is not set lets nobody in", () => {
    const open = createVerify({ ownerToken: "", joinToken: "", serviceToken: "", sessionToken: "" });
    const shown: Record<string, string>[] = [{ cookie: `${sessionCookie}=` }, { authorization: "Bearer " }, {}];
    for (const header of shown) {
      expect(open(new Headers(header))).toBeUndefined();
    }
  });

  test("is nobody unless a secret is shown in full, whatever the headers hold", () => {
    const text = fc.string({ unit: fc.constantFrom(..."ojsc=; _Bearer viba_session"), maxLength: 80 });
    fc.assert(
      fc.property(text, text, (authorization, cookie) => {
        expect(verify(new Headers({ authorization: `x${authorization}`, cookie }))).toBeUndefined();
        expect(verify(new Headers({ cookie }))).toBeUndefined();
      }),
    );
  });
});

test.each([
  ["", []],
  ["a", []],
  ["viba_session", []],
  ["=x", []],
  ["viba_session=", [""]],
  ["viba_session=x=y", ["x=y"]],
  [" viba_session = x ;b=c", ["x"]],
  ["viba_session=a; viba_session=b", ["a", "b"]],
  ["viba_session_70701=a; viba_session_707011=b; viba_session_=c", ["a"]],
])("cookies of %j are %j", (header, values) => {
  expect(cookiesOf(header, sessionCookie)).toEqual(values);
});
