import { fstatSync, readSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { forget, giveBack, takeBuffer } from '../../files/buffer-pool.ts';
import type { Disk } from '../../files/disk.ts';
import type { OpenFile } from '../../files/open-file.ts';
import { openRegular } from '../../files/open-regular.ts';
import { negotiateCoding } from '../../http/content-coding.ts';
import { parseRange } from '../../http/range.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import { isHandedOver, writeFlatHead } from '../../pipeline/write-head.ts';
import type { HotAnswer } from './hot-answer.ts';
import type { HotRequest } from './hot-request.ts';
import { type FileVersion, isSameFile, type ProofCheck, type StandingProof, type Turn, versionOf } from './proof.ts';
import { withoutFields } from './sent-fields.ts';

/** Open files kept. Each costs a descriptor, and on Windows an open file cannot be deleted: none there. */
const FILES_KEPT = process.platform === 'win32' ? 0 : 32;
/** Files that nobody asks for are closed: an open file keeps its space on the disk after it was deleted. */
const IDLE_MS = 10_000;
/** Longer spans are read and written piece by piece, by the pipeline. */
const SPAN_BYTES = 256 * 1024;

interface Entry {
  readonly proof: StandingProof;
  readonly file: FileVersion;
  readonly open: OpenFile;
  /** Head of the 206 without the fields that tell which range it is. */
  readonly fields: readonly string[];
  readonly fieldSteps: ReadonlyMap<string, string>;
  readonly mediaType: string | undefined;
  usedAt: number;
}

/** Short ranges of large files, as players and readers of archives ask for them: from a descriptor that stays open. */
export class HotRanges {
  readonly #check: ProofCheck;
  readonly #entries = new Map<string, Entry>();
  readonly #sweep = setInterval(() => this.#closeIdle(), IDLE_MS / 2).unref();
  #isClosed = false;

  constructor(check: ProofCheck) {
    this.#check = check;
  }

  has(target: string): boolean {
    return this.#entries.has(target);
  }

  /** @returns undefined if the request has to take the whole way */
  answer(request: IncomingMessage, response: ServerResponse, asked: HotRequest, turn: Turn): HotAnswer | undefined {
    const target = request.url ?? '';
    const entry = this.#entries.get(target);
    if (!entry || request.method !== 'GET' || asked.ifNoneMatch !== undefined || asked.ifModifiedSince !== undefined) {
      return undefined;
    }
    if (!this.#check.holds(entry.proof, turn)) {
      this.#remove(target, entry);
      return undefined;
    }
    if (negotiateCoding(asked.acceptEncoding, []) === undefined) return undefined; // only coded forms are wanted
    const result = parseRange(asked.range, entry.file.size);
    const [range, ...others] = result.kind === 'partial' ? result.ranges : [];
    if (!range || others.length > 0 || range.end - range.start >= SPAN_BYTES) return undefined;
    entry.usedAt = performance.now();
    return send(entry, range, response);
  }

  /** Opens the file of a range that was just sent, for the next ones. */
  async keep(target: string, exchange: Exchange): Promise<void> {
    const proof = exchange.proof && this.#check.accept(exchange.proof);
    const file = proof?.files[0]; // a range is never one of a coded form
    if (!file || this.#entries.has(target) || this.#entries.size >= FILES_KEPT) return;
    const open = await openVersion(file, proof.disk);
    if (!open) return;
    if (this.#isClosed || this.#entries.has(target)) {
      open.closeLater();
      return;
    }
    const fields = withoutFields(exchange.sentFields, ['content-range', 'content-length']);
    const { fieldSteps } = exchange;
    const mediaType = exchange.responseTap?.mediaType;
    this.#entries.set(target, { proof, file, open, fields, fieldSteps, mediaType, usedAt: performance.now() });
  }

  close(): void {
    this.#isClosed = true;
    clearInterval(this.#sweep);
    for (const [target, entry] of this.#entries) this.#remove(target, entry);
  }

  #closeIdle(): void {
    const before = performance.now() - IDLE_MS;
    for (const [target, entry] of this.#entries) if (entry.usedAt < before) this.#remove(target, entry);
  }

  #remove(target: string, entry: Entry): void {
    this.#entries.delete(target);
    entry.open.closeLater();
  }
}

/** @returns undefined if no buffer is to spare that the range fits into, or the file changed under the request */
function send(entry: Entry, range: { start: number; end: number }, response: ServerResponse): HotAnswer | undefined {
  const { file, fieldSteps, mediaType } = entry;
  const length = range.end - range.start + 1;
  const buffer = takeBuffer(length);
  if (buffer.byteLength < length || !readWhole(entry, buffer, length, range.start)) {
    giveBack(buffer);
    return undefined;
  }
  const contentRange = `bytes ${range.start}-${range.end}/${file.size}`;
  const fields = [...entry.fields, 'Content-Range', contentRange, 'Content-Length', String(length)];
  writeFlatHead(response, 206, fields);
  response.end(buffer.subarray(0, length));
  giveBackWhenSent(buffer, response);
  return {
    status: 206,
    fields,
    fieldSteps,
    mediaType,
    file: file.path,
    absentPath: undefined,
    body: undefined,
    contentBytes: length,
  };
}

/** At once if it can be: the next range then finds it in the processor's cache. */
function giveBackWhenSent(buffer: Buffer, response: ServerResponse): void {
  if (isHandedOver(response)) giveBack(buffer);
  else response.once('close', () => (response.writableFinished ? giveBack : forget)(buffer));
}

function readWhole({ open, file, proof }: Entry, buffer: Buffer, length: number, position: number): boolean {
  const { descriptor } = open;
  try {
    const bytesRead = proof.disk.askNow(() => readSync(descriptor, buffer, 0, length, position));
    return bytesRead === length && isSameFile(file, fstatSync(descriptor)); // what is known of an open file is in memory
  } catch {
    return false; // e.g. the disk was taken away
  }
}

/** @returns undefined if it is another version now, or cannot be opened: its ranges are sent by the pipeline then */
async function openVersion(file: FileVersion, disk: Disk): Promise<OpenFile | undefined> {
  try {
    const open = await openRegular(await realpath(file.path), disk);
    if (!open || isSameFile(file, versionOf(file.path, open.stat))) return open;
    open.closeLater();
  } catch {}
  return undefined;
}
