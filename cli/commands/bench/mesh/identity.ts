import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readTls, type Tls, type TlsTowards } from "@viba/transport/tls";

/** Signs certificates for one run of the bench. */
export interface Authority {
  readonly folder: string;
  /** Certificate of "service/NAME" or "agent/NAME". */
  issue(id: string): Promise<Tls>;
}

/** An authority whose files lie in a folder of their own; needs the test kit. */
export async function createBenchAuthority(): Promise<Authority> {
  const { createAuthority } = await import("@viba/testkit/certificates");
  const folder = mkdtempSync(join(tmpdir(), "viba-bench-"));
  const authority = createAuthority(folder);
  return { folder, issue: (id) => readTls(authority.issue({ id })) };
}

/** Forgets the certificates. */
export function removeAuthority({ folder }: Authority): void {
  rmSync(folder, { recursive: true, force: true });
}

/** How somebody of this name dials the router. */
export async function identityOf(authority: Authority, id: string): Promise<TlsTowards> {
  return { tls: await authority.issue(id), peer: "service/router" };
}
