import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient, type Transport } from "@connectrpc/connect";
import { Role } from "@viba/contracts/gen/viba/core/v1/access_pb";
import { LearnerService } from "@viba/contracts/gen/viba/learner/v1/learner_pb";
import { systemClock } from "@viba/runtime/clock";
import { toMeshError } from "@viba/runtime/errors";
import type { TlsFiles } from "@viba/runtime/config";
import { fakeClock } from "@viba/testkit/clock";
import { createAuthority } from "@viba/testkit/certificates";
import { afterAll, describe, expect, test } from "vitest";
import { dial } from "./dial.ts";
import { followTls, tlsLookMs } from "./follow-tls.ts";
import { guardAll } from "./guard.ts";
import { route } from "./routes.ts";
import { serveBoth } from "./serve-both.ts";
import { readTls, type Tls } from "./tls.ts";

const folder = mkdtempSync(join(tmpdir(), "viba-follow-tls-"));
afterAll(() => rmSync(folder, { recursive: true }));
const before = createAuthority(join(folder, "before"));
const after = createAuthority(join(folder, "after"));

/** Files under names of their own, which are written over. */
function filesAt(name: string, content: TlsFiles) {
  const files: TlsFiles = { ca: `${name}.ca`, cert: `${name}.cert`, key: `${name}.key` };
  const put = (from: TlsFiles) => {
    for (const kind of ["ca", "cert", "key"] as const) copyFileSync(from[kind], files[kind]);
  };
  put(content);
  return { files, put };
}

/** Follows files with a clock of the test, and what was logged. */
async function following(name: string, content: TlsFiles) {
  const clock = fakeClock();
  const warned: string[] = [];
  const logged = Promise.withResolvers<void>();
  const log = {
    info: () => {},
    warn: (_text: string, facts?: Record<string, unknown>) => {
      warned.push(String(facts?.["message"]));
      logged.resolve();
    },
  };
  const { files, put } = filesAt(join(folder, name), content);
  const tls = await followTls(files, { clock, log: log as never });
  const changed = () => new Promise<void>((resolve) => void tls.onChange!(resolve));
  const look = () => clock.advance(tlsLookMs);
  return { clock, files, put, tls, changed, look, warned, logged: logged.promise };
}

const ask = (transport: Transport) =>
  createClient(LearnerService, transport)
    .getSnapshot({}, { timeoutMs: 5000 })
    .then(
      () => "answered",
      (error: unknown) => toMeshError(error).reason,
    );

describe.each(["link", "grpc"])("over %s", (scheme) => {
  test("renewed certificates are those of the connections made from then on; those there are go on", async () => {
    const own = await following(`server-${scheme}`, before.issue({ id: "service/learner" }));
    const caller = await following(`caller-${scheme}`, before.issue({ id: "service/router" }));
    const learner = route(LearnerService, { getSnapshot: () => ({}) });
    const service = { roles: [Role.SERVICE], subject: "none", tenant: "local" };
    const server = await serveBoth({
      routes: guardAll([learner], { verify: () => service, monotonicMs: () => 0 }),
      ...{ host: "127.0.0.1", port: 0, clock: systemClock, verify: () => undefined, name: "learner", tls: own.tls },
    });
    const call = (tls: Tls) =>
      dial(`${scheme}://127.0.0.1:${server.port}`, { token: () => undefined, tls: { tls, peer: "service/learner" } });
    const once = async (tls: Tls) => {
      const dialled = call(tls);
      try {
        return await ask(dialled.transport);
      } finally {
        dialled.close();
      }
    };
    const old = await readTls(before.issue({ id: "service/router" }));
    const there = call(caller.tls);
    try {
      expect(await ask(there.transport)).toBe("answered");
      expect(await once(old)).toBe("answered");
      own.put(after.issue({ id: "service/learner" }));
      caller.put(after.issue({ id: "service/router" }));
      const both = Promise.all([own.changed(), caller.changed()]);
      own.look();
      caller.look();
      await both;
      expect(await ask(there.transport)).toBe("answered");
      expect(await once(caller.tls)).toBe("answered");
      expect(await once(old)).toBe("NOT_STARTED");
    } finally {
      there.close();
      await server.close(100);
      own.tls[Symbol.dispose]();
      caller.tls[Symbol.dispose]();
    }
    expect([own.clock.pending, caller.clock.pending]).toEqual([0, 0]);
  });
});

test.each([
  {
    story: "a certificate whose key is not there yet",
    change: ({ cert }: TlsFiles) => copyFileSync(after.issue({ id: "service/learner" }).cert, cert),
    says: /is not the key of/,
  },
  {
    story: "somebody else's",
    change: ({ cert, key }: TlsFiles) => {
      const other = before.issue({ id: "service/router" });
      copyFileSync(other.cert, cert);
      copyFileSync(other.key, key);
    },
    says: /names mesh.test\/service\/router now/,
  },
  { story: "half a file", change: ({ ca }: TlsFiles) => writeFileSync(ca, "-----BEGIN"), says: /no PEM/ },
])("$story is told and not taken; what is right later is", async ({ change, says }) => {
  const { tls, files, put, look, changed, warned, logged } = await following(
    `wrong-${says.source.length}`,
    before.issue({ id: "service/learner" }),
  );
  const first = tls.cert;
  change(files);
  look();
  await logged;
  expect(warned).toEqual([expect.stringMatching(says)]);
  expect(tls.cert).toBe(first);
  put(after.issue({ id: "service/learner" }));
  const renewed = changed();
  look();
  await renewed;
  expect(tls.cert.equals(first)).toBe(false);
  tls[Symbol.dispose]();
});
