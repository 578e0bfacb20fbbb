import { createHmac, timingSafeEqual } from "node:crypto";

/** What an attempt token says: an agent can't make or change one. */
export interface AttemptClaims {
  readonly runId: string;
  readonly attemptId: string;
  readonly tenant: string;
  /** Wall time in milliseconds after which it is worth nothing. */
  readonly expiresMs: number;
}

/** Seals claims with the mesh's key: base64url of the claims, a dot, an HMAC-SHA-256. */
export function sealToken(claims: AttemptClaims, key: string): string {
  const body = Buffer.from(JSON.stringify([claims.runId, claims.attemptId, claims.tenant, claims.expiresMs])).toString(
    "base64url",
  );
  return `${body}.${mac(body, key)}`;
}

/** The claims of a token, or undefined when it is forged, torn or out of date. */
export function openToken(token: string, key: string, nowMs: number): AttemptClaims | undefined {
  const [body = "", seal = "", ...more] = token.split(".");
  if (more.length > 0) return undefined;
  const expected = Buffer.from(mac(body, key));
  const actual = Buffer.from(seal);
  if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) return undefined;
  const [runId, attemptId, tenant, expiresMs] = JSON.parse(Buffer.from(body, "base64url").toString()) as [
    string,
    string,
    string,
    number,
  ];
  return expiresMs > nowMs ? { runId, attemptId, tenant, expiresMs } : undefined;
}

function mac(body: string, key: string): string {
  return createHmac("sha256", key).update(body).digest("base64url");
}

/** Makes of texts what only holders of the key can make of them. */
export function sealer(key: string): (text: string) => string {
  return (text) => mac(text, key);
}
