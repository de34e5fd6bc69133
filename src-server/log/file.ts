import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { errorCode } from '../errors.ts';
import { problem } from '../problems.ts';
import type { Notice } from '../state.ts';
import { createLineWriter, type LineWriter } from './line-writer.ts';

export interface LogFileOptions {
  /** Absolute path. */
  readonly file: string;
  /** The file is rotated before it would grow over this; a line that is longer has a file to itself. 0 = never. */
  readonly maxBytes: number;
  /** Old files kept, as `file.1` (the newest), `file.2` … */
  readonly keep: number;
  /** The log cannot be written; serving goes on. Said once until it works again. */
  readonly onNotice: (notice: Notice) => void;
}

/**
 * An access log in a file. It is opened anew for each batch, at most twenty times a second: a file that somebody moves
 * away or deletes comes back, and no descriptor is held while nobody asks for anything.
 */
export function createLogFile({ file, maxBytes, keep, onNotice }: LogFileOptions): LineWriter {
  return createLineWriter({
    append: async (bytes) => {
      if (maxBytes === 0) return appendWhole(file, bytes);
      const [first, ...others] = shares(bytes, maxBytes - (await sizeOf(file)), maxBytes);
      if (first && first.length > 0) await appendWhole(file, first);
      for (const share of others.slice(-keep - 1)) {
        await rotate(file, keep); // what would be rotated away at once need not be written
        await appendWhole(file, share);
      }
    },
    onFailure: (error) => onNotice(notice(file, error)),
  });
}

/** Whole lines for one file each: what there is room for in the current one, maybe nothing, then one full file after another. */
function* shares(bytes: Buffer, room: number, maxBytes: number): Generator<Buffer> {
  let rest = bytes;
  for (let space = room; rest.length > 0; space = maxBytes) {
    const length = linesWithin(rest, space) || (space === maxBytes ? endOfLine(rest) : 0);
    yield rest.subarray(0, length);
    rest = rest.subarray(length);
  }
}

const LINE_FEED = 0x0a;

function linesWithin(bytes: Buffer, space: number): number {
  if (bytes.length <= space) return bytes.length;
  return space > 0 ? bytes.lastIndexOf(LINE_FEED, space - 1) + 1 : 0;
}

function endOfLine(bytes: Buffer): number {
  return bytes.indexOf(LINE_FEED) + 1 || bytes.length;
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => undefined))?.size ?? 0;
}

/** `file.1` → `file.2` …, the oldest is gone, `file` → `file.1`. */
async function rotate(file: string, keep: number): Promise<void> {
  const names = [file, ...Array.from({ length: keep }, (_, i) => `${file}.${i + 1}`)];
  await rm(names.at(-1) ?? file, { force: true });
  for (let i = names.length - 2; i >= 0; i--) {
    await rename(names[i] ?? '', names[i + 1] ?? '').catch(ignoreMissing);
  }
}

function ignoreMissing(error: unknown): void {
  if (errorCode(error) !== 'ENOENT') throw error;
}

/** All or nothing: half a line, from a full disk, would run into the next one. */
async function appendWhole(file: string, bytes: Buffer): Promise<void> {
  const handle = await open(file, 'a', 0o640);
  try {
    const { size } = await handle.stat();
    await handle.appendFile(bytes).catch(async (error: unknown) => {
      await cutBack(handle, size);
      throw error;
    });
  } finally {
    await handle.close();
  }
}

/** A device or a pipe cannot be cut; then the half line stays. */
async function cutBack(handle: FileHandle, size: number): Promise<void> {
  await handle.truncate(size).catch(() => undefined);
}

function notice(file: string, error: unknown): Notice {
  const full = errorCode(error) === 'ENOSPC' || errorCode(error) === 'EDQUOT';
  const detail = error instanceof Error ? error.message : String(error);
  const why = full ? problem('diskFull') : problem('said', { detail });
  const message = `The log ${file} cannot be written: ${why.problem}. The server goes on without it.`;
  return { code: 'OPTION_NOTE', params: { option: 'log.file', file, ...why }, message };
}
