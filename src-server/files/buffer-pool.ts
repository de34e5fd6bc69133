/**
 * Reusable buffers in two sizes: large ones move big files with few system calls, small ones keep a short range from
 * paying for a large read. Without the pool, a download makes a new external buffer per chunk and the collector pays.
 */
const SMALL_BYTES = 64 * 1024;
const LARGE_BYTES = 1024 * 1024;
/** Buffers kept while nobody uses them: 1 MiB and 8 MiB at most. */
const small = { bytes: SMALL_BYTES, kept: 16, free: [] as Buffer[] };
const large = { bytes: LARGE_BYTES, kept: 8, free: [] as Buffer[] };
/** Beyond these, small ones: thousands of clients that read slowly, or not at all, would hold two MiB each. */
const MAX_LARGE_IN_USE = 32;
let largeInUse = 0;

/**
 * A buffer that fits `wantedBytes` if it is small, else the largest there is to spare. Each is given up exactly once: by
 * `giveBack` or `forget`.
 */
export function takeBuffer(wantedBytes: number): Buffer {
  const size = wantedBytes <= SMALL_BYTES || largeInUse >= MAX_LARGE_IN_USE ? small : large;
  if (size === large) largeInUse += 1;
  return size.free.pop() ?? Buffer.allocUnsafeSlow(size.bytes);
}

/** Only after the write that used it has ended: the caller and the system must not touch the buffer any more. */
export function giveBack(buffer: Buffer): void {
  const size = buffer.byteLength === SMALL_BYTES ? small : large;
  if (size.free.length < size.kept) size.free.push(buffer);
  forget(buffer);
}

/** Leaves a buffer to the collector: the system may still hold it. */
export function forget(buffer: Buffer): void {
  if (buffer.byteLength === LARGE_BYTES) largeInUse -= 1;
}
