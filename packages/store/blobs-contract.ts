import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FakeClock } from "@viba/testkit/clock";
import type { Blobs } from "./blobs.ts";
import { bytes, reason } from "./journal-contract.ts";

const sha = (data: Uint8Array) => createHash("sha256").update(data).digest("hex");

/** The suite every Blobs passes; `open` gives a fresh, empty one with a limit of 1 MiB a blob. */
export function blobsContract(
  name: string,
  open: (clock: FakeClock) => Promise<Blobs>,
  fakeClock: () => FakeClock,
): void {
  const use = (title: string, body: (blobs: Blobs, clock: FakeClock) => Promise<void>) =>
    test(title, async () => {
      const clock = fakeClock();
      await using blobs = await open(clock);
      await body(blobs, clock);
    });

  describe(`blobs: ${name}`, () => {
    use("gives back any bytes by their SHA-256", async (blobs) => {
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 100_000 }), async (data) => {
          const digest = await blobs.put(data);
          expect(digest).toBe(sha(data));
          expect(await blobs.size(digest)).toBe(data.byteLength);
          const got = await blobs.get(digest);
          expect(got && Buffer.from(got).equals(data)).toBe(true);
        }),
        { numRuns: 20 },
      );
    });

    use("knows nothing of other digests", async (blobs) => {
      const digest = sha(bytes("never put"));
      expect(await blobs.get(digest)).toBeUndefined();
      expect(await blobs.has(digest)).toBe(false);
      expect(await blobs.size(digest)).toBeUndefined();
      expect(await blobs.delete(digest)).toBe(false);
    });

    use("keeps one copy of the same bytes, also put at once", async (blobs) => {
      const digests = await Promise.all(Array.from({ length: 10 }, () => blobs.put(bytes("same"))));
      expect(new Set(digests).size).toBe(1);
      expect(await Array.fromAsync(blobs.list())).toHaveLength(1);
    });

    use("keeps the bytes as they were handed in", async (blobs) => {
      const data = bytes("before");
      const put = blobs.put(data);
      data.fill(0);
      expect(await blobs.get(await put)).toEqual(expect.objectContaining({ length: 6 }));
      expect(await put).toBe(sha(bytes("before")));
    });

    use("lists and deletes for retention", async (blobs, clock) => {
      const first = await blobs.put(bytes("first"));
      const firstAtMs = clock.nowMs();
      clock.advance(60_000);
      const second = await blobs.put(bytes("second"));
      const entries = (await Array.fromAsync(blobs.list())).sort((a, b) => a.putAtMs - b.putAtMs);
      expect(entries).toEqual([
        { digest: first, bytes: 5, putAtMs: firstAtMs },
        { digest: second, bytes: 6, putAtMs: firstAtMs + 60_000 },
      ]);
      expect(await blobs.delete(first)).toBe(true);
      expect(await blobs.has(first)).toBe(false);
      expect(await blobs.has(second)).toBe(true);
    });

    use("counts the same bytes as put now", async (blobs, clock) => {
      await blobs.put(bytes("again"));
      clock.advance(60_000);
      await blobs.put(bytes("again"));
      const [entry] = await Array.fromAsync(blobs.list());
      expect(entry?.putAtMs).toBe(clock.nowMs());
    });

    for (const bad of ["", "abc", "../".repeat(20) + "abcd", "A".repeat(64), "g".repeat(64)]) {
      use(`refuses the digest "${bad}"`, async (blobs) => {
        await expect(blobs.get(bad)).rejects.toEqual(reason("INVALID_ARGUMENT"));
        await expect(blobs.has(bad)).rejects.toEqual(reason("INVALID_ARGUMENT"));
        await expect(blobs.delete(bad)).rejects.toEqual(reason("INVALID_ARGUMENT"));
      });
    }

    use("refuses a blob above the limit", async (blobs) => {
      const large = blobs.put(new Uint8Array(1024 * 1024 + 1));
      await expect(large).rejects.toEqual(reason("TOO_LARGE"));
      expect(await Array.fromAsync(blobs.list())).toEqual([]);
    });
  });
}
