import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient, type Transport } from "@connectrpc/connect";
import { Role } from "@viba/contracts/gen/viba/core/v1/access_pb";
import { LearnerService } from "@viba/contracts/gen/viba/learner/v1/learner_pb";
import { systemClock } from "@viba/runtime/clock";
import { toMeshError } from "@viba/runtime/errors";
import { type Authority, type CertificateRequest, createAuthority } from "@viba/testkit/certificates";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dial } from "./dial.ts";
import { guardAll } from "./guard.ts";
import { bearerToken, type Principal, principalOf } from "./principal.ts";
import { route } from "./routes.ts";
import { type BothServer, serveBoth } from "./serve-both.ts";
import { identityIn, principalIn, readTls, type Tls } from "./tls.ts";

const folder = mkdtempSync(join(tmpdir(), "viba-tls-"));
let ours: Authority;
let theirs: Authority;
let server: BothServer;
let callers: Principal[] = [];
let trusted: Tls;

/** A learner that believes a service's certificate, and would believe the token "service" where there is none. */
beforeAll(async () => {
  ours = createAuthority(join(folder, "ours"));
  theirs = createAuthority(join(folder, "theirs"));
  const verify = (header: Headers) =>
    bearerToken(header) === "service" ? { roles: [Role.SERVICE], subject: "token", tenant: "local" } : undefined;
  const learner = route(LearnerService, {
    getSnapshot(_request, context) {
      callers.push(principalOf(context));
      return {};
    },
  });
  trusted = await readTls(ours.issue({ id: "service/learner" }));
  server = await serveBoth({
    routes: guardAll([learner], { verify, monotonicMs: () => 0 }),
    host: "127.0.0.1",
    port: 0,
    clock: systemClock,
    verify,
    name: "learner",
    tls: trusted,
  });
});
afterAll(async () => {
  await server.close(100);
  rmSync(folder, { recursive: true });
});

const ask = (transport: Transport) =>
  createClient(LearnerService, transport)
    .getSnapshot({}, { timeoutMs: 5000 })
    .then(
      () => "answered",
      (error: unknown) => toMeshError(error).reason,
    );

interface Caller {
  readonly what: string;
  readonly shows?: CertificateRequest;
  readonly stranger?: boolean;
  readonly token?: string;
  readonly means?: string;
  readonly outcome: string;
}

describe.each(["link", "grpc"])("over %s with certificates", (scheme) => {
  async function call({ shows, stranger, token, means = "service/learner" }: Caller): Promise<string> {
    callers = [];
    const files = shows && (stranger ? theirs : ours).issue(shows);
    // Whoever it is believes us, so that it is us who refuse.
    const own = files && (await readTls(files));
    const { ca } = trusted;
    const self = own && { ...own.self, domain: "mesh.test" };
    const tls = own && { tls: { ...own, self: self!, ca }, peer: means };
    const dialled = dial(`${scheme}://127.0.0.1:${server.port}`, { token: () => token, tls });
    try {
      return await ask(dialled.transport);
    } finally {
      dialled.close();
    }
  }
  const expired = { fromMs: -7_200_000, untilMs: -3_600_000 };
  test.each<Caller>([
    { what: "a service of this mesh", shows: { id: "service/router" }, outcome: "answered" },
    { what: "an agent, whatever token it has found", shows: { id: "agent/a" }, token: "service", outcome: "DENIED" },
    { what: "another domain", shows: { id: "service/router", domain: "x.test" }, outcome: "UNAUTHENTICATED" },
    { what: "a certificate that names nobody", shows: { id: "service/router", domain: "" }, outcome: "none" },
    { what: "a kind there is none of", shows: { id: "god/router" }, outcome: "none" },
    { what: "no certificate, but a token", token: "service", outcome: "NOT_STARTED" },
    { what: "a stranger's authority", shows: { id: "service/router" }, stranger: true, outcome: "NOT_STARTED" },
    { what: "one that has expired", shows: { id: "service/router", ...expired }, outcome: "NOT_STARTED" },
    { what: "one of tomorrow", shows: { id: "service/router", fromMs: 3_000_000 }, outcome: "NOT_STARTED" },
    {
      what: "who meant somebody else",
      shows: { id: "service/router" },
      means: "service/cache",
      outcome: "NOT_STARTED",
    },
  ])("$what: $outcome", async (caller) => {
    if (caller.outcome === "none") {
      // Such a one can't even start.
      await expect(readTls(ours.issue(caller.shows!))).rejects.toThrow(/names no identity/);
      return;
    }
    expect(await call(caller)).toBe(caller.outcome);
    const principal = { roles: [Role.SERVICE], subject: "service/router", tenant: "local" };
    expect(callers).toEqual(caller.outcome === "answered" ? [principal] : []);
  });
});

describe("what a certificate says", () => {
  test.each([
    ["URI:spiffe://mesh.test/service/router", "service/router"],
    ["DNS:localhost, URI:spiffe://mesh.test/agent/drafter-2", "agent/drafter-2"],
    ["URI:spiffe://mesh.test/service/router, URI:spiffe://mesh.test/service/cache", undefined],
    ["URI:spiffe://mesh.test/constructor/x", undefined],
    ['URI:"spiffe://mesh.test/service/a, URI:spiffe://mesh.test/service/router"', undefined],
    ["URI:spiffe://mesh.test/service/router/more", undefined],
    ["DNS:router", undefined],
    [undefined, undefined],
  ])("%s", (names, id) => {
    const found = identityIn(names);
    expect(found && `${found.kind}/${found.name}`).toBe(id);
  });

  test("an agent's speaks for that agent alone", () => {
    expect(principalIn("URI:spiffe://m/agent/a", "m")).toMatchObject({ roles: [Role.AGENT], agentId: "a" });
    expect(principalIn("URI:spiffe://m/agent/a", "other")).toBeUndefined();
  });
});

test("files that don't belong together are refused with what is wrong", async () => {
  const [one, other] = [ours.issue({ id: "service/a" }), theirs.issue({ id: "service/a" })];
  await expect(readTls({ ...one, key: other.key })).rejects.toThrow(/is not the key of/);
  await expect(readTls({ ...one, ca: one.key })).rejects.toThrow(/VIBA_TLS_CA.*no PEM/);
  await expect(readTls({ ...one, cert: join(folder, "none") })).rejects.toThrow(/VIBA_TLS_CERT.*can't be read/);
});
