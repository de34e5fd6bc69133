import { type BigIntStats, close, closeSync, fstat, fstatSync, read, readSync } from 'node:fs';
import { errorCode } from '../errors.ts';
import type { Disk } from './disk.ts';

/** A longer read is worth a thread, even of what the system has in its memory. */
const AT_ONCE_BYTES = 64 * 1024;
const EXACT = { bigint: true } as const;

/** A file that stays open until `close`. */
export class OpenFile {
  readonly descriptor: number;
  /** As it was when it was opened. */
  readonly stat: BigIntStats;
  readonly #disk: Disk;

  constructor(descriptor: number, stat: BigIntStats, disk: Disk) {
    this.descriptor = descriptor;
    this.stat = stat;
    this.#disk = disk;
  }

  /** @returns how many bytes were read; 0 at the end of the file */
  read(buffer: Buffer, offset: number, length: number, position: number): number | Promise<number> {
    const { descriptor } = this;
    const later = () =>
      new Promise<number>((resolve, reject) => {
        read(descriptor, buffer, offset, length, position, (error, bytes) => (error ? reject(error) : resolve(bytes)));
      });
    if (length > AT_ONCE_BYTES) return later();
    return this.#disk.askOpen(() => readSync(descriptor, buffer, offset, length, position), later);
  }

  /** As it is now. */
  statNow(): BigIntStats | Promise<BigIntStats> {
    return statOpen(this.descriptor, this.#disk);
  }

  close(): void | Promise<void> {
    return closeOpen(this.descriptor, this.#disk);
  }

  /** Nobody waits for it: the last to close a large file that was deleted meanwhile waits until its space is free again. */
  closeLater(): void {
    void closeByThread(this.descriptor);
  }
}

export function statOpen(descriptor: number, disk: Disk): BigIntStats | Promise<BigIntStats> {
  return disk.askOpen(
    () => fstatSync(descriptor, EXACT),
    () =>
      new Promise((resolve, reject) => {
        fstat(descriptor, EXACT, (error, stat) => (error ? reject(error) : resolve(stat)));
      }),
  );
}

/**
 * A file that was only read has nothing to lose: the system gives the descriptor back also where it reports a failure
 * (close(2)), and a network share may do so when all bytes have long been sent.
 */
export function closeOpen(descriptor: number, disk: Disk): void | Promise<void> {
  return disk.askOpen(
    () => closeAtOnce(descriptor),
    () => closeByThread(descriptor),
  );
}

function closeAtOnce(descriptor: number): void {
  try {
    closeSync(descriptor);
  } catch (error) {
    if (wasClosedTwice(error)) throw error;
  }
}

function closeByThread(descriptor: number): Promise<void> {
  return new Promise((resolve, reject) => {
    close(descriptor, (error) => (wasClosedTwice(error) ? reject(error) : resolve()));
  });
}

/** That would be our mistake. */
const wasClosedTwice = (error: unknown): boolean => errorCode(error) === 'EBADF';
