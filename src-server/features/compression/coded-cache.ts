import type { ContentCoding } from '../../http/content-coding.ts';
import { compressWhole } from './codings.ts';

const BUDGET_BYTES = 32 * 1024 * 1024;
/** libuv has four threads for the disk and for compression: half of them stay free for the disk. */
const CONCURRENT = 2;

/** Compressed forms of files that are asked for again and again. Least recently used ones go first. */
export class CodedCache {
  readonly #entries = new Map<string, Promise<Buffer>>();
  readonly #sizes = new Map<string, number>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #bytes = 0;

  /**
   * The coded form of `content`. Callers that ask for the same version share one compression.
   * @param entityTag strong validator of the coded representation: names file, version and coding
   */
  get(path: string, entityTag: string, coding: ContentCoding, content: Uint8Array): Promise<Buffer> {
    const key = `${path}\n${entityTag}`;
    const known = this.#entries.get(key);
    if (known) {
      this.#entries.delete(key);
      this.#entries.set(key, known); // moves it to the young end
      return known;
    }
    const made = this.#compress(content, coding);
    this.#entries.set(key, made);
    made.then(
      (result) => this.#keep(key, result.byteLength),
      () => this.#entries.delete(key),
    );
    return made;
  }

  async #compress(content: Uint8Array, coding: ContentCoding): Promise<Buffer> {
    if (this.#running >= CONCURRENT) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#running += 1;
    try {
      return await compressWhole(content, coding);
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }

  #keep(key: string, bytes: number): void {
    if (!this.#entries.has(key)) return;
    this.#sizes.set(key, bytes);
    this.#bytes += bytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= BUDGET_BYTES) return;
      this.#bytes -= this.#sizes.get(oldest) ?? 0;
      this.#sizes.delete(oldest);
      this.#entries.delete(oldest);
    }
  }
}
