import { createHash } from "node:crypto";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_$";

/**
 * The GlobalId of an element: 22 characters from a hash of the project and the element's path,
 * so that the same element keeps its identity in every later version of the model.
 */
export function globalId(project: string, path: string): string {
  const bytes = createHash("sha256").update(`${project}\u0000${path}`).digest().subarray(0, 16);
  let rest = BigInt(`0x${bytes.toString("hex")}`);
  let text = "";
  for (let i = 0; i < 22; i++) {
    text = alphabet[Number(rest & 63n)]! + text;
    rest >>= 6n;
  }
  return text;
}
