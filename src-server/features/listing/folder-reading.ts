import type { Totals } from './entry.ts';
import type { Piece } from './thread/messages.ts';

export const closedError = () => new Error('The folder is read no further.');

interface Controls {
  next(): Promise<Piece>;
  /** @param isFree whether nobody reads from the memory any more, or writes to it */
  close(isFree: boolean): void;
}

/** A folder that is read, and written as rows. */
export class FolderReading {
  /** So many entries that they had better be sent bit by bit. */
  large = false;
  /** Known when all pieces were read. */
  totals: Totals = { folders: 0, files: 0, bytes: 0 };
  readonly #memory: SharedArrayBuffer;
  readonly #controls: Controls;
  #isOpen = true;

  constructor(memory: SharedArrayBuffer, controls: Controls) {
    this.#memory = memory;
    this.#controls = controls;
  }

  /**
   * The rows in UTF-8. The memory of each piece is used again when the next one is asked for. Ending early closes the reading.
   * @throws Node's error when the folder cannot be read, an Error when the reading was closed
   */
  async *pieces(): AsyncGenerator<Buffer, void> {
    try {
      for (let next = this.#next(); ; ) {
        const { start, length, totals } = await next;
        if (!totals) {
          next = this.#next(); // into the other half
          next.catch(() => undefined); // nobody waits for it if the reader leaves now
        }
        if (length > 0) yield Buffer.from(this.#memory, start, length);
        if (!totals) continue;
        this.totals = totals;
        this.#close(true);
        return;
      }
    } finally {
      this.close();
    }
  }

  /** To be called where the pieces are not read at all, or not to their end. Whoever waits for one gets an error. */
  close(): void {
    this.#close(false);
  }

  #next(): Promise<Piece> {
    return this.#isOpen ? this.#controls.next() : Promise.reject(closedError());
  }

  #close(isFree: boolean): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#controls.close(isFree);
  }
}
