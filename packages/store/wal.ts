const headerBytes = 32;
const frameHeaderBytes = 24;
const magic = 0x377f0682;

interface Frame {
  valid: boolean;
  /** Ends a transaction, as far as its own fields can be trusted. */
  commits: boolean;
}

/**
 * Whether a write-ahead log of SQLite is damaged in its middle. SQLite itself reads up to the first bad frame and drops the
 * rest in silence, which is right for a torn tail and wrong for a flipped bit: what was acknowledged behind it would be lost.
 * A transaction is written only once the one before is synced; so a sound frame behind a bad one, with the end of a
 * transaction between, proves damage. A bad last transaction cannot be told from a torn one and counts as torn.
 */
export function isWalDamaged(wal: Uint8Array): boolean {
  if (wal.byteLength < headerBytes + frameHeaderBytes) return false;
  const view = new DataView(wal.buffer, wal.byteOffset, wal.byteLength);
  const pageBytes = view.getUint32(8);
  const known = (view.getUint32(0) & ~1) === magic && pageBytes >= 512 && pageBytes <= 65_536;
  const start = sum(view, 0, 24, [0, 0], isBigEndian(view));
  if (!known || start[0] !== view.getUint32(24) || start[1] !== view.getUint32(28)) return true;
  let chain: [number, number] | undefined = start;
  let ended = false;
  const step = frameHeaderBytes + pageBytes;
  for (let at = headerBytes; at + step <= wal.byteLength; at += step) {
    const stored: [number, number] = [view.getUint32(at + 16), view.getUint32(at + 20)];
    const before = at === headerBytes ? start : previous(view, at - step);
    const frame = readFrame(view, at, pageBytes, chain ?? before);
    if (chain && !frame.valid) chain = undefined;
    else if (chain) chain = stored;
    else if (ended && frame.valid) return true;
    if (!chain && frame.commits) ended = true;
  }
  return false;
}

const previous = (view: DataView, at: number): [number, number] => [view.getUint32(at + 16), view.getUint32(at + 20)];

/** The last bit of the magic number says in which byte order the checksums were made. */
const isBigEndian = (view: DataView) => (view.getUint32(0) & 1) === 1;

function readFrame(view: DataView, at: number, pageBytes: number, before: [number, number]): Frame {
  const ours = view.getUint32(at + 8) === view.getUint32(16) && view.getUint32(at + 12) === view.getUint32(20);
  const bigEndian = isBigEndian(view);
  const head = sum(view, at, 8, before, bigEndian);
  const [first, second] = sum(view, at + frameHeaderBytes, pageBytes, head, bigEndian);
  return {
    valid: ours && first === view.getUint32(at + 16) && second === view.getUint32(at + 20),
    commits: ours && view.getUint32(at + 4) !== 0,
  };
}

/** SQLite's running checksum of a log: two 32-bit sums over pairs of words. */
function sum(
  view: DataView,
  at: number,
  length: number,
  before: readonly [number, number],
  bigEndian: boolean,
): [number, number] {
  let [first, second] = before;
  for (let offset = at; offset < at + length; offset += 8) {
    first = (first + view.getUint32(offset, !bigEndian) + second) >>> 0;
    second = (second + view.getUint32(offset + 4, !bigEndian) + first) >>> 0;
  }
  return [first, second];
}
