import type { BodyPreview } from '../log/detail.ts';

/** Bytes of each body that are kept to be looked at. Bounds the memory of recent exchanges. */
const PREVIEW_BYTES = 16 * 1024;

/** Keeps the first bytes of a body that passes by, and counts the rest. */
export class BodyTap {
  readonly #mediaType: string;
  readonly #contentCoding: string | undefined;
  readonly #chunks: Buffer[] = [];
  #kept = 0;
  #total = 0;

  constructor(mediaType: string | undefined, contentCoding: string | undefined) {
    this.#mediaType = mediaType ?? '';
    this.#contentCoding = contentCoding;
  }

  /** Without parameters; undefined if the message named none. */
  get mediaType(): string | undefined {
    return this.#mediaType.split(';')[0]?.trim().toLowerCase() || undefined;
  }

  get totalBytes(): number {
    return this.#total;
  }

  add(chunk: Uint8Array): void {
    this.#total += chunk.byteLength;
    const room = PREVIEW_BYTES - this.#kept;
    if (room <= 0) return;
    const copy = Buffer.from(chunk.subarray(0, room)); // copied: the caller's buffer may come from a pool
    this.#chunks.push(copy);
    this.#kept += copy.byteLength;
  }

  preview(): BodyPreview | undefined {
    if (this.#total === 0) return undefined;
    return {
      mediaType: this.#mediaType,
      ...(this.#contentCoding ? { contentCoding: this.#contentCoding } : {}),
      bytes: new Uint8Array(Buffer.concat(this.#chunks)),
      totalBytes: this.#total,
    };
  }
}
