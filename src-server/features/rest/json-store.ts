import { readFileSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { errorCode, HttpError, ServerError } from '../../errors.ts';
import { InOrder } from '../../in-order.ts';
import { type ProblemParams, problem } from '../../problems.ts';
import type { Data } from './data.ts';
import { parseData } from './parse-data.ts';
import { type FileVersion, removeLeftovers, replaceFile, versionFrom, versionOf } from './replace-file.ts';

/** EBUSY and EXDEV: a file that is mounted by itself, as containers do, can be read but not replaced. */
const UNUSABLE = ['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP', 'EBUSY', 'EXDEV'];

/** Computes new data from the current data. Pure: it is applied again if the file was edited meanwhile. */
export type Change<T> = (data: Data) => { readonly data: Data; readonly result: T };

interface Pending {
  readonly change: Change<unknown>;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

export interface JsonStoreOptions {
  readonly file: string;
  /** False: changes stay in memory. */
  readonly persist: boolean;
  readonly report: (text: string) => void;
}

/**
 * Data of a JSON file. A change is acknowledged once it is on the disk; changes that arrive meanwhile are written together
 * next. Edits made to the file by hand are picked up; one that is no JSON leaves the data as it was and is never overwritten.
 */
export class JsonStore {
  readonly #options: JsonStoreOptions;
  #data: Data;
  #indent: string;
  /** The version of the file that `#data` stands for. */
  #known: FileVersion;
  /** Why the file cannot be used right now. */
  #problem: string | undefined;
  readonly #pending: Pending[] = [];
  /** Loading and writing. */
  readonly #work = new InOrder();

  /** @throws ServerError `OPTION_INVALID` if the file cannot be read or is no such data */
  constructor(options: JsonStoreOptions) {
    this.#options = options;
    const { file } = options;
    const text = readOrRefuse(file);
    const parsed = parseData(text);
    if (!parsed.ok) throw invalid(file, parsed.wrong);
    this.#data = parsed.data;
    this.#indent = parsed.indent;
    this.#known = versionFrom(statSync(file, { bigint: true }));
    if (options.persist) void this.#work.run(() => removeLeftovers(file));
  }

  /** @throws HttpError 503 while the file is there and cannot be read */
  async read(): Promise<Data> {
    try {
      if ((await versionOf(this.#options.file)) !== this.#known) await this.#work.run(() => this.#pickUp());
    } catch (error) {
      throw this.#asRefusal(error, 'The data file cannot be read.');
    }
    return this.#data;
  }

  /** @throws HttpError from the change itself; 503 while the file is broken or cannot be written, 507 when the disk is full */
  write<T>(change: Change<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#pending.push({ change, resolve: resolve as Pending['resolve'], reject });
      if (this.#pending.length === 1) void this.#work.run(() => this.#commit());
    });
  }

  /** Resolves when everything is written. */
  settled(): Promise<void> {
    return this.#work.settled();
  }

  async #pickUp(): Promise<void> {
    const { file, report } = this.#options;
    const version = await versionOf(file);
    if (version === this.#known) return;
    const text = version === undefined ? undefined : await readFile(file, 'utf8');
    this.#known = version; // not before it was read: the next change would be written over the edit
    this.#problem = undefined;
    if (text === undefined) return report(`${file} is gone; its data is kept and written again with the next change.`);
    const parsed = parseData(text);
    if (parsed.ok) {
      this.#data = parsed.data;
      this.#indent = parsed.indent;
    } else {
      this.#problem = parsed.wrong.problem;
      report(`${file} was edited, but ${parsed.wrong.problem}. The data from before is served until it is mended.`);
    }
  }

  async #commit(): Promise<void> {
    const batch = this.#pending.splice(0);
    try {
      const settle = await this.#applyAndSave(batch);
      for (const done of settle) done();
    } catch (error) {
      const refusal = this.#asRefusal(error, 'The data file cannot be written; nothing was changed.');
      for (const { reject } of batch) reject(refusal);
    }
  }

  /** @returns what tells each sender the outcome; nobody is told before the disk has it */
  async #applyAndSave(batch: readonly Pending[]): Promise<(() => void)[]> {
    for (;;) {
      await this.#pickUp();
      if (this.#problem !== undefined) {
        throw new HttpError(503, 'The data file is being edited and is no valid JSON right now.', {
          'Retry-After': '5',
        });
      }
      const { data, settle } = applyAll(this.#data, batch);
      if (await this.#save(data)) return settle;
    }
  }

  /** @returns false if the file was edited at the same moment */
  async #save(data: Data): Promise<boolean> {
    if (this.#options.persist && data !== this.#data) {
      const text = `${JSON.stringify(data, null, this.#indent)}\n`;
      const replaced = await replaceFile(this.#options.file, text, this.#known);
      if (replaced === 'changed') return false;
      this.#known = replaced.version;
    }
    this.#data = data;
    return true;
  }

  /** What the disk refuses, as an answer; whoever runs the server is told why. */
  #asRefusal(error: unknown, reason: string): unknown {
    const code = errorCode(error) ?? '';
    if (code === 'ENOSPC' || code === 'EDQUOT')
      return new HttpError(507, 'The disk is full; nothing was changed.', {}, error);
    if (!UNUSABLE.includes(code)) return error;
    this.#options.report(`${this.#options.file}: ${error instanceof Error ? error.message : error}`);
    return new HttpError(503, reason, {}, error);
  }
}

function applyAll(start: Data, batch: readonly Pending[]): { data: Data; settle: (() => void)[] } {
  let data = start;
  const settle = batch.map(({ change, resolve, reject }) => {
    try {
      const changed = change(data);
      data = changed.data;
      return () => resolve(changed.result);
    } catch (error) {
      return () => reject(error);
    }
  });
  return { data, settle };
}

function readOrRefuse(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw invalid(file, problem('dataUnreadable', { detail: cause instanceof Error ? cause.message : String(cause) }));
  }
}

function invalid(file: string, wrong: ProblemParams): ServerError {
  const whole = `${file} cannot be used: ${wrong.problem}`;
  return new ServerError('OPTION_INVALID', { option: 'rest.file', ...wrong, file, problem: whole });
}
