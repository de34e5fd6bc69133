import { close, constants, fstatSync, open } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { forget, giveBack, takeBuffer } from '../../files/buffer-pool.ts';
import { readSoon } from '../../files/read-soon.ts';
import { negotiateCoding } from '../../http/content-coding.ts';
import { parseRange } from '../../http/range.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import { writeFlatHead } from '../../pipeline/write-head.ts';
import type { HotOutcome } from './hot-path.ts';
import type { HotRequest } from './hot-request.ts';
import type { FileVersion, ProofCheck, StandingProof } from './proof.ts';
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
  readonly descriptor: number;
  /** Head of the 206 without the fields that tell which range it is. */
  readonly fields: readonly string[];
  readonly fieldSteps: ReadonlyMap<string, string>;
  readonly mediaType: string | undefined;
  usedAt: number;
  reading: number;
  closing: boolean;
}

/** Short ranges of large files, as players and readers of archives ask for them: from a descriptor that stays open. */
export class HotRanges {
  readonly #check: ProofCheck;
  readonly #entries = new Map<string, Entry>();
  readonly #sweep = setInterval(() => this.#closeIdle(), IDLE_MS / 2).unref();

  constructor(check: ProofCheck) {
    this.#check = check;
  }

  /** @returns false if the request has to take the whole way */
  answer(request: IncomingMessage, response: ServerResponse, asked: HotRequest, outcome: HotOutcome): boolean {
    const target = request.url ?? '';
    const entry = this.#entries.get(target);
    if (!entry || request.method !== 'GET' || asked.ifNoneMatch !== undefined || asked.ifModifiedSince !== undefined) {
      return false;
    }
    if (!this.#check.holds(entry.proof)) {
      this.#remove(target, entry);
      return false;
    }
    if (negotiateCoding(asked.acceptEncoding, []) === undefined) return false; // only coded forms are wanted
    const result = parseRange(asked.range, entry.file.size);
    const [range, ...others] = result.kind === 'partial' ? result.ranges : [];
    if (!range || others.length > 0 || range.end - range.start >= SPAN_BYTES) return false;
    entry.usedAt = performance.now();
    return this.#send(entry, range, response, asked, outcome);
  }

  /** Opens the file of a range that was just sent, for the next ones. */
  keep(target: string, exchange: Exchange): void {
    const proof = exchange.proof && this.#check.accept(exchange.proof);
    const file = proof?.files[0]; // a range is never one of a coded form
    if (!file || this.#entries.has(target) || this.#entries.size >= FILES_KEPT) return;
    const fields = withoutFields(exchange.sentFields, ['content-range', 'content-length']);
    // O_NONBLOCK: should a FIFO have taken the file's place, opening it must not wait for a writer
    open(file.path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0), (error, descriptor) => {
      if (error) return;
      const mediaType = exchange.responseTap?.mediaType;
      const entry: Entry = {
        proof,
        file,
        descriptor,
        fields,
        fieldSteps: exchange.fieldSteps,
        mediaType,
        usedAt: performance.now(),
        reading: 0,
        closing: false,
      };
      if (isVersion(descriptor, file) && !this.#entries.has(target)) this.#entries.set(target, entry);
      else this.#close(entry);
    });
  }

  close(): void {
    clearInterval(this.#sweep);
    for (const [target, entry] of this.#entries) this.#remove(target, entry);
  }

  /** @returns false if no buffer is to spare that the range fits into */
  #send(
    entry: Entry,
    range: { start: number; end: number },
    response: ServerResponse,
    asked: HotRequest,
    outcome: HotOutcome,
  ): boolean {
    const { file } = entry;
    const length = range.end - range.start + 1;
    const buffer = takeBuffer(length);
    if (buffer.byteLength < length) {
      giveBack(buffer);
      return false;
    }
    entry.reading += 1;
    readSoon(entry.descriptor, buffer, length, range.start, (bytesRead) => {
      const isWhole = bytesRead === length && isVersion(entry.descriptor, file);
      entry.reading -= 1;
      if (entry.closing) this.#close(entry);
      if (!isWhole) {
        giveBack(buffer);
        outcome.otherwise(); // the file changed under the request; nothing was sent yet
        return;
      }
      const fields = [
        ...entry.fields,
        'Content-Range',
        `bytes ${range.start}-${range.end}/${file.size}`,
        'Content-Length',
        String(length),
      ];
      writeFlatHead(response, 206, fields);
      response.once('close', () => (response.writableFinished ? giveBack : forget)(buffer));
      response.end(buffer.subarray(0, length));
      const answer = {
        status: 206,
        fields,
        fieldSteps: entry.fieldSteps,
        mediaType: entry.mediaType,
        file: file.path,
        absentPath: undefined,
        body: undefined,
        contentBytes: length,
      };
      outcome.done(answer, asked);
    });
    return true;
  }

  #closeIdle(): void {
    const before = performance.now() - IDLE_MS;
    for (const [target, entry] of this.#entries) if (entry.usedAt < before) this.#remove(target, entry);
  }

  #remove(target: string, entry: Entry): void {
    this.#entries.delete(target);
    this.#close(entry);
  }

  /** A descriptor may be given to another file as soon as it is closed: never while a read uses it. */
  #close(entry: Entry): void {
    entry.closing = true;
    if (entry.reading === 0) close(entry.descriptor);
  }
}

/** A local disk answers in a microsecond; `ProofCheck` sees to it that slow ones never come here. */
function isVersion(descriptor: number, file: FileVersion): boolean {
  const { ino, size, mtimeMs } = fstatSync(descriptor);
  return ino === file.ino && size === file.size && Math.trunc(mtimeMs) === file.mtimeMs;
}
