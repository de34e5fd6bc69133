interface Size {
  readonly bytes: number;
  /** Buffers kept while nobody uses them. */
  readonly kept: number;
  /** Beyond these in use, the next smaller size. */
  readonly most: number;
  readonly free: Buffer[];
  inUse: number;
}

/**
 * Reusable buffers: large ones move big files with few system calls, small ones keep a short range from paying for a large
 * read. Without the pool, a download makes a new external buffer per chunk and the collector pays. There are only so many of
 * each: thousands of clients that read slowly, or not at all, would hold two large ones each.
 */
const tiny: Size = { bytes: 16 * 1024, kept: 16, most: Number.POSITIVE_INFINITY, free: [], inUse: 0 };
const small: Size = { bytes: 64 * 1024, kept: 16, most: 512, free: [], inUse: 0 };
const large: Size = { bytes: 1024 * 1024, kept: 8, most: 32, free: [], inUse: 0 };

/**
 * A buffer that fits `wantedBytes` if it is small, else the largest there is; a smaller one if very many are in use. Each is
 * given up exactly once: by `giveBack` or `forget`.
 */
export function takeBuffer(wantedBytes: number): Buffer {
  const wanted = wantedBytes <= small.bytes ? [small, tiny] : [large, small, tiny];
  const size = wanted.find(({ inUse, most }) => inUse < most) ?? tiny;
  size.inUse += 1;
  return size.free.pop() ?? Buffer.allocUnsafeSlow(size.bytes);
}

/** Only after the write that used it has ended: the caller and the system must not touch the buffer any more. */
export function giveBack(buffer: Buffer): void {
  const size = sizeOf(buffer);
  size.inUse -= 1;
  if (size.free.length < size.kept) size.free.push(buffer);
}

/** Leaves a buffer to the collector: the system may still hold it. */
export function forget(buffer: Buffer): void {
  sizeOf(buffer).inUse -= 1;
}

function sizeOf({ byteLength }: Buffer): Size {
  if (byteLength === large.bytes) return large;
  return byteLength === small.bytes ? small : tiny;
}
