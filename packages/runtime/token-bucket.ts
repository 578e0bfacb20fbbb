/** Tokens left at a moment of the monotonic clock. */
export interface TokenBucket {
  readonly tokens: number;
  readonly atMs: number;
}

/** Rate and size of a bucket. */
export interface TokenBucketOptions {
  readonly perSecond: number;
  /** Tokens a full bucket holds: how much may come at once. */
  readonly burst: number;
}

/** The answer to asking for tokens; when refused, `retryAfterMs` says when there will be enough. */
export type TokenAnswer =
  | { readonly allowed: true; readonly bucket: TokenBucket }
  | { readonly allowed: false; readonly bucket: TokenBucket; readonly retryAfterMs: number };

/** A full bucket. */
export function fullBucket(nowMs: number, options: TokenBucketOptions): TokenBucket {
  return { tokens: options.burst, atMs: nowMs };
}

/** Takes `cost` tokens out. More than the bucket ever holds is never allowed: `retryAfterMs` is Infinity. */
export function takeTokens(bucket: TokenBucket, nowMs: number, options: TokenBucketOptions, cost = 1): TokenAnswer {
  const gained = (Math.max(0, nowMs - bucket.atMs) * options.perSecond) / 1000;
  const filled = { tokens: Math.min(options.burst, bucket.tokens + gained), atMs: nowMs };
  if (filled.tokens >= cost) return { allowed: true, bucket: { ...filled, tokens: filled.tokens - cost } };
  const missing = cost - filled.tokens;
  const retryAfterMs = cost > options.burst ? Infinity : (missing / options.perSecond) * 1000;
  return { allowed: false, bucket: filled, retryAfterMs };
}
