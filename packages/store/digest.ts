import { createHash, webcrypto } from "node:crypto";

/** Above this, hashing goes to the thread pool: 64 KiB take 0.1 ms, 16 MiB would hold the event loop for tens of ms. */
const inlineBytes = 64 * 1024;

/** SHA-256 as lower-case hex. */
export async function digestOf(bytes: Uint8Array): Promise<string> {
  if (bytes.byteLength <= inlineBytes) return createHash("sha256").update(bytes).digest("hex");
  const hash = await webcrypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>);
  return Buffer.from(hash).toString("hex");
}

/** Whether a text has the form of a digest. */
export function isDigest(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}
