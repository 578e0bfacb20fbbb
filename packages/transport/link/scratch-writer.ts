/** A value or size the scratch writer doesn't take; whoever uses it falls back to protobuf-es, which knows what to say. */
export class CannotWrite extends Error {
  override readonly name: string = "CannotWrite";
}

/** The buffer is too small for what comes next. */
export class NoRoom extends CannotWrite {
  override readonly name = "NoRoom";
  /** Bytes the buffer would have to hold so far. */
  readonly needed: number;

  constructor(needed: number) {
    super();
    this.needed = needed;
  }
}

/** Bytes in front of what a fork holds until its length is known: enough for messages below 128 bytes. */
const lengthBytes = 1;

/**
 * Writes protobuf values one behind the other into one buffer that it keeps. It takes values of exactly the right type and
 * range and throws CannotWrite for any other, and when the buffer is full.
 */
export class ScratchWriter {
  private readonly buffer: Buffer;
  private at = 0;
  private readonly forks: number[] = [];

  constructor(size: number) {
    this.buffer = Buffer.allocUnsafeSlow(size);
  }

  /** Begins anew, whatever was written before. */
  reset(): void {
    this.at = 0;
    this.forks.length = 0;
  }

  /** What was written since `reset`, in place: valid until the next one. */
  written(): Buffer {
    return this.buffer.subarray(0, this.at);
  }

  /** Whether the bytes lie in this writer's buffer. */
  owns(bytes: Uint8Array): boolean {
    return bytes.buffer === this.buffer.buffer;
  }

  /** A tag or another number known to be an unsigned 32-bit integer. */
  tag(value: number): void {
    this.room(5);
    this.varint(value);
  }

  fork(): void {
    this.room(lengthBytes);
    this.forks.push(this.at);
    this.at += lengthBytes;
  }

  /** Puts the length in front of what was written since the last fork. */
  join(): void {
    const start = this.forks.pop()!;
    const length = this.at - start - lengthBytes;
    const size = length < 0x80 ? 1 : length < 0x4000 ? 2 : length < 0x20_0000 ? 3 : 4;
    if (size > lengthBytes) {
      this.room(size - lengthBytes);
      this.buffer.copyWithin(start + size, start + lengthBytes, this.at);
    }
    this.at = start;
    this.varint(length);
    this.at = start + size + length;
  }

  raw(bytes: Uint8Array): void {
    this.room(bytes.length);
    this.buffer.set(bytes, this.at);
    this.at += bytes.length;
  }

  uint32(value: unknown): void {
    if (typeof value !== "number" || value >>> 0 !== value) throw new CannotWrite();
    this.room(5);
    this.varint(value);
  }

  int32(value: unknown): void {
    if (typeof value !== "number" || (value | 0) !== value) throw new CannotWrite();
    this.room(10);
    if (value >= 0) return this.varint(value);
    // Negative numbers are written as 64 bits.
    this.halves(value >>> 0, 0xffff_ffff);
  }

  sint32(value: unknown): void {
    if (typeof value !== "number" || (value | 0) !== value) throw new CannotWrite();
    this.room(5);
    this.varint(((value << 1) ^ (value >> 31)) >>> 0);
  }

  int64(value: unknown): void {
    const bits = BigInt.asUintN(64, signed(value));
    this.room(10);
    this.halves(Number(bits & 0xffff_ffffn), Number(bits >> 32n));
  }

  uint64(value: unknown): void {
    const bits = unsigned(value);
    this.room(10);
    this.halves(Number(bits & 0xffff_ffffn), Number(bits >> 32n));
  }

  sint64(value: unknown): void {
    const number = signed(value);
    const bits = BigInt.asUintN(64, (number << 1n) ^ (number >> 63n));
    this.room(10);
    this.halves(Number(bits & 0xffff_ffffn), Number(bits >> 32n));
  }

  fixed32(value: unknown): void {
    if (typeof value !== "number" || value >>> 0 !== value) throw new CannotWrite();
    this.room(4);
    this.at = this.buffer.writeUInt32LE(value, this.at);
  }

  sfixed32(value: unknown): void {
    if (typeof value !== "number" || (value | 0) !== value) throw new CannotWrite();
    this.room(4);
    this.at = this.buffer.writeInt32LE(value, this.at);
  }

  fixed64(value: unknown): void {
    this.room(8);
    this.at = this.buffer.writeBigUInt64LE(unsigned(value), this.at);
  }

  sfixed64(value: unknown): void {
    this.room(8);
    this.at = this.buffer.writeBigInt64LE(signed(value), this.at);
  }

  bool(value: unknown): void {
    if (typeof value !== "boolean") throw new CannotWrite();
    this.room(1);
    this.buffer[this.at++] = value ? 1 : 0;
  }

  float(value: unknown): void {
    // Beyond the range of a float the conversion gives Infinity.
    if (typeof value !== "number" || (Number.isFinite(value) && !Number.isFinite(Math.fround(value)))) {
      throw new CannotWrite();
    }
    this.room(4);
    this.at = this.buffer.writeFloatLE(value, this.at);
  }

  double(value: unknown): void {
    if (typeof value !== "number") throw new CannotWrite();
    this.room(8);
    this.at = this.buffer.writeDoubleLE(value, this.at);
  }

  bytes(value: unknown): void {
    if (!(value instanceof Uint8Array)) throw new CannotWrite();
    this.room(value.length + 5);
    this.varint(value.length);
    this.buffer.set(value, this.at);
    this.at += value.length;
  }

  string(value: unknown): void {
    if (typeof value !== "string") throw new CannotWrite();
    // A letter takes three bytes at most: one of four is two letters long.
    this.room(value.length * 3 + 5);
    if (value.length * 3 < 0x80) {
      const start = this.at;
      const size = this.buffer.write(value, start + 1);
      this.buffer[start] = size;
      this.at = start + 1 + size;
      return;
    }
    const size = Buffer.byteLength(value);
    this.varint(size);
    this.at += this.buffer.write(value, this.at, size);
  }

  private room(bytes: number): void {
    if (this.at + bytes > this.buffer.length) throw new NoRoom(this.at + bytes);
  }

  private varint(value: number): void {
    const { buffer } = this;
    let at = this.at;
    let rest = value;
    while (rest > 0x7f) {
      buffer[at++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    buffer[at++] = rest;
    this.at = at;
  }

  private halves(low: number, high: number): void {
    if (high === 0) return this.varint(low);
    const { buffer } = this;
    for (let shift = 0; shift < 28; shift += 7) buffer[this.at++] = ((low >>> shift) & 0x7f) | 0x80;
    const middle = ((low >>> 28) & 0x0f) | ((high & 0x07) << 4);
    const rest = high >>> 3;
    buffer[this.at++] = rest === 0 ? middle : middle | 0x80;
    if (rest !== 0) this.varint(rest);
  }
}

function signed(value: unknown): bigint {
  if (typeof value !== "bigint" || BigInt.asIntN(64, value) !== value) throw new CannotWrite();
  return value;
}

function unsigned(value: unknown): bigint {
  if (typeof value !== "bigint" || BigInt.asUintN(64, value) !== value) throw new CannotWrite();
  return value;
}
