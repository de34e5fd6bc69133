/** Text that waits as bytes: a hundred thousand waiting strings would be moved about by every garbage collection. */
export interface ByteQueue {
  /** About how many bytes wait. */
  readonly length: number;
  push(text: string): void;
  /** Everything that waits; the queue is empty then. */
  take(): Buffer;
  /** The taken bytes are not needed any more: their memory may serve again. */
  reuse(bytes: Buffer): void;
}

/** UTF-16 units that are converted at once. */
const PIECE = 4096;
const FIRST_SIZE = 64 * 1024;
/** Memory that is kept while nothing waits. */
const MAX_KEPT = 1024 * 1024;
/** One UTF-16 unit is at most three bytes in UTF-8. */
const BYTES_PER_UNIT = 3;

export function createByteQueue(): ByteQueue {
  let memory: Buffer = Buffer.allocUnsafeSlow(0);
  let spare: Buffer | undefined;
  let length = 0;
  let text = ''; // the newest lines: one conversion for many is cheaper

  const makeRoom = (needed: number) => {
    const size = Math.max(FIRST_SIZE, 2 * memory.length, length + needed);
    const larger = Buffer.allocUnsafeSlow(size);
    memory.copy(larger, 0, 0, length);
    memory = larger;
  };
  const convert = () => {
    const needed = text.length * BYTES_PER_UNIT;
    if (length + needed > memory.length) makeRoom(needed);
    length += memory.write(text, length);
    text = '';
  };
  return {
    get length() {
      return length + text.length;
    },
    push(line) {
      text += line;
      if (text.length >= PIECE) convert();
    },
    take() {
      convert();
      const taken = memory.subarray(0, length);
      memory = spare ?? Buffer.allocUnsafeSlow(0);
      spare = undefined;
      length = 0;
      return taken;
    },
    reuse({ buffer }) {
      if (buffer.byteLength <= MAX_KEPT) spare = Buffer.from(buffer);
    },
  };
}
