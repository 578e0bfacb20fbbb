import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TlsFiles } from "@viba/runtime/config";
import forge from "node-forge";

/** Which certificate to make. */
export interface CertificateRequest {
  /** "service/router", "agent/drafter". */
  readonly id: string;
  /** Trust domain of the id; the authority's own by default. */
  readonly domain?: string;
  /** When it holds, as milliseconds from now: from a minute ago for an hour by default. */
  readonly fromMs?: number;
  readonly untilMs?: number;
}

/** Signs certificates made for one test. */
export interface Authority {
  /** Makes a certificate and writes it with its key and the authority's own certificate. */
  issue(request: CertificateRequest): TlsFiles;
}

/** RFC 5280's number for a URI among alternative names. */
const uriName = 6;

/** An authority of its own, whose files go into `folder`. */
export function createAuthority(folder: string, domain = "mesh.test"): Authority {
  mkdirSync(folder, { recursive: true });
  const nowMs = Date.now();
  const keys = newKeys();
  // One for all it signs: making keys is what takes time.
  const own = newKeys();
  const issuer = [{ name: "commonName", value: "authority of a test" }];
  let made = 0;
  const sign = (publicKey: string, fromMs: number, untilMs: number, extensions: readonly object[]): string => {
    const certificate = forge.pki.createCertificate();
    certificate.publicKey = forge.pki.publicKeyFromPem(publicKey);
    certificate.serialNumber = (++made).toString(16).padStart(4, "0");
    certificate.validity.notBefore = new Date(nowMs + fromMs);
    certificate.validity.notAfter = new Date(nowMs + untilMs);
    certificate.setIssuer(issuer);
    certificate.setSubject(made === 1 ? issuer : [{ name: "commonName", value: "a test" }]);
    certificate.setExtensions([...extensions]);
    certificate.sign(forge.pki.privateKeyFromPem(keys.privateKey), forge.md.sha256.create());
    return forge.pki.certificateToPem(certificate);
  };
  const ca = join(folder, "ca.pem");
  const dayMs = 86_400_000;
  writeFileSync(
    ca,
    sign(keys.publicKey, -dayMs, dayMs, [
      { name: "basicConstraints", cA: true },
      { name: "keyUsage", keyCertSign: true },
    ]),
  );
  return {
    issue({ id, domain: other = domain, fromMs = -60_000, untilMs = 3_600_000 }) {
      const altNames = [{ type: uriName, value: `spiffe://${other}/${id}` }];
      const text = sign(own.publicKey, fromMs, untilMs, [{ name: "subjectAltName", altNames }]);
      const base = join(folder, `${id.replaceAll("/", "-")}-${made}`);
      writeFileSync(`${base}.pem`, text);
      writeFileSync(`${base}.key`, own.privateKey, { mode: 0o600 });
      return { ca, cert: `${base}.pem`, key: `${base}.key` };
    },
  };
}

function newKeys() {
  return generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
  });
}
