/** Strings that come again and again, read from bytes without making them anew each time. */
export interface Names {
  /** The string in `bytes` from `start` to `end`, UTF-8. */
  read(bytes: Buffer, start: number, end: number): string;
}

interface Known {
  readonly bytes: Buffer;
  readonly text: string;
}

/** Remembers up to `max` names; those beyond are read as usual. Method and route names of a mesh are few. */
export function createNames(max = 512): Names {
  const known = new Map<number, Known>();
  return {
    read(bytes, start, end) {
      const hash = hashOf(bytes, start, end);
      const found = known.get(hash);
      if (found && same(found.bytes, bytes, start, end)) return found.text;
      const text = bytes.toString("utf8", start, end);
      if (!found && known.size < max) known.set(hash, { bytes: Buffer.from(bytes.subarray(start, end)), text });
      return text;
    },
  };
}

/** FNV-1a over the length and at most the last 12 bytes: names of one package, and ids, differ at their end. */
function hashOf(bytes: Buffer, start: number, end: number): number {
  let hash = 0x811c9dc5 ^ (end - start);
  for (let at = Math.max(start, end - 12); at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return hash;
}

function same(known: Buffer, bytes: Buffer, start: number, end: number): boolean {
  if (known.length !== end - start) return false;
  for (let at = 0; at < known.length; at++) {
    if (known[at] !== bytes[start + at]) return false;
  }
  return true;
}
