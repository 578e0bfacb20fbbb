import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readTls, type Tls, type TlsTowards } from "@viba/transport/tls";

/** Certificates of one run of the bench, in a folder that its processes share. */
export interface Authority {
  readonly folder: string;
  /** Certificate of "service/NAME" or "agent/NAME". */
  certificate(id: string): Promise<Tls>;
  remove(): void;
}

/** Everybody the bench knows. */
const ids = ["service/router", "service/gateway", ...Array.from({ length: 10 }, (_, n) => `agent/agent_${n}`)];

/** Signs for all; needs the test kit. */
export async function createBenchAuthority(): Promise<Authority> {
  const { createAuthority } = await import("@viba/testkit/certificates");
  const folder = mkdtempSync(join(tmpdir(), "viba-bench-"));
  const authority = createAuthority(folder);
  for (const id of ids) authority.issue({ id });
  return certificatesIn(folder);
}

/** The certificates that lie in a folder. */
export function certificatesIn(folder: string): Authority {
  const ca = join(folder, "ca.pem");
  // Certificates are numbered as they are made, the authority's own first.
  const base = (id: string) => join(folder, `${id.replaceAll("/", "-")}-${ids.indexOf(id) + 2}`);
  return {
    folder,
    certificate: (id) => readTls({ ca, cert: `${base(id)}.pem`, key: `${base(id)}.key` }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** How somebody of this name dials the router. */
export async function identityOf(authority: Authority, id: string): Promise<TlsTowards> {
  return { tls: await authority.certificate(id), peer: "service/router" };
}
