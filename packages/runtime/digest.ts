import { createHash, timingSafeEqual } from "node:crypto";

/** SHA-256 of bytes (or of text as UTF-8) in lower-case hex: the name of an artifact's content. */
export function digestOf(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex");
}

/** Whether text is a digest as `digestOf` writes it. */
export function isDigest(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

/** Whether two secrets are equal, in a time that doesn't tell how much of them is. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(createHash("sha256").update(a).digest(), createHash("sha256").update(b).digest());
}
