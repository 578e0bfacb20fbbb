/** A blob as the list shows it. */
export interface BlobEntry {
  /** SHA-256 as 64 lower-case hex digits. */
  digest: string;
  bytes: number;
  /** Wall time of the last `put` of this content. */
  putAtMs: number;
}

/**
 * Bytes by the digest of their content; durable when `put` resolves, so a journal record may name the digest afterwards.
 * A digest that is none is INVALID_ARGUMENT; a blob above the limit TOO_LARGE; a failing disk STORAGE_FAILED.
 */
export interface Blobs extends AsyncDisposable {
  /** Keeps the bytes and returns their digest; the same bytes again cost no second copy, mend a damaged one, and count as put now. */
  put(bytes: Uint8Array): Promise<string>;
  /** The bytes, verified; DAMAGED_RECORD if they are no longer those of the digest. */
  get(digest: string): Promise<Uint8Array | undefined>;
  /** Whether there is such a blob; does not verify it. */
  has(digest: string): Promise<boolean>;
  /** Bytes of a blob. */
  size(digest: string): Promise<number | undefined>;
  /** Removes a blob; whether there was one. */
  delete(digest: string): Promise<boolean>;
  /** All blobs, in any order, for retention; one put or deleted meanwhile may be there or not. */
  list(): AsyncIterable<BlobEntry>;
}
