import { expect, test } from "vitest";
import { digestOf, isDigest, sameSecret } from "./digest.ts";

test.each([
  { content: "", digest: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
  { content: "abc", digest: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
])("the digest of $content is the published one", ({ content, digest }) => {
  expect(digestOf(content)).toBe(digest);
  expect(digestOf(new TextEncoder().encode(content))).toBe(digest);
});

test("text is digested as UTF-8", () => {
  expect(digestOf("카페")).toBe(digestOf(Buffer.from("카페", "utf8")));
});

test.each([
  { text: digestOf("x"), is: true },
  { text: digestOf("x").toUpperCase(), is: false },
  { text: digestOf("x").slice(1), is: false },
  { text: `${digestOf("x")}\n`, is: false },
  { text: "../../etc/passwd", is: false },
])("$text is a digest: $is", ({ text, is }) => {
  expect(isDigest(text)).toBe(is);
});

test.each([
  { a: "token", b: "token", same: true },
  { a: "token", b: "tokeN", same: false },
  { a: "token", b: "tok", same: false },
])("$a and $b: $same", ({ a, b, same }) => {
  expect(sameSecret(a, b)).toBe(same);
});
