import { type Stats, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ServerError } from '../../errors.ts';
import type { Feature, FeatureContext } from '../../pipeline/feature.ts';
import { problem } from '../../problems.ts';
import { ModuleThread } from './module-thread.ts';

const TIMEOUT_MS = 30_000;
/** Threads that loop, or still send what an older version of the module began. */
const MAX_RETIRED = 4;
/** Methods that `Request` does not take (Fetch standard, § "forbidden method"). */
const FORBIDDEN = new Set(['CONNECT', 'TRACE', 'TRACK']);

/** Absolute path of the module: relative ones start at the root. */
export function handlerFile(handlers: string, root: string): string {
  return resolve(isFile(root) ? dirname(root) : root, handlers);
}

/** Lets a module of the folder answer what no file does. Its code never runs in this thread. */
export function handlers(option: string, context: FeatureContext, timeoutMs = TIMEOUT_MS): Feature {
  const file = handlerFile(option, context.config.root);
  if (!isFile(file)) {
    throw new ServerError('OPTION_INVALID', { option: 'handlers', ...problem('noModule', { file }) });
  }
  const threads = new Threads(file, timeoutMs, (text) => context.report(`handlers: ${text}`));
  return {
    step: async (exchange, next) => {
      if (exchange.upgrade || FORBIDDEN.has(exchange.method)) return next();
      const thread = await threads.current();
      if (!thread) return next();
      if ((await thread.call(exchange)) === 'passed') return next();
    },
    close: () => threads.close(),
  };
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** The thread that new requests go to, and older ones that have not finished. */
class Threads {
  readonly #file: string;
  readonly #timeoutMs: number;
  readonly #report: (text: string) => void;
  #current: ModuleThread | undefined;
  #version: string | undefined;
  #retired: ModuleThread[] = [];

  constructor(file: string, timeoutMs: number, report: (text: string) => void) {
    this.#file = file;
    this.#timeoutMs = timeoutMs;
    this.#report = report;
    this.#version = versionOf(statSync(file, { throwIfNoEntry: false }));
    this.#current = this.#start(); // at once, so that a broken module is reported before its first request
  }

  /** Undefined while the file is gone. */
  async current(): Promise<ModuleThread | undefined> {
    const version = versionOf(await stat(this.#file).catch(() => undefined));
    const isOld = version !== this.#version;
    if (isOld || this.#current?.ended) this.#replace(version);
    return this.#current;
  }

  close(): void {
    this.#current?.retire();
    this.#current = undefined;
  }

  #replace(version: string | undefined): void {
    this.#version = version;
    this.#retire();
    this.#current = version === undefined ? undefined : this.#start();
  }

  /** A loop in the module holds up nobody but those whose request it has seen. */
  #relieve(stuck: ModuleThread): void {
    if (stuck !== this.#current) return;
    this.#retired = this.#retired.filter(({ ended }) => !ended);
    if (this.#retired.length >= MAX_RETIRED) return;
    this.#retire();
    const thread = this.#start();
    this.#current = thread;
    for (const call of stuck.takeWaiting()) thread.adopt(call);
  }

  #retire(): void {
    if (!this.#current) return;
    this.#retired.push(this.#current);
    this.#current.retire();
  }

  #start(): ModuleThread {
    const thread: ModuleThread = new ModuleThread({
      url: pathToFileURL(this.#file).href,
      timeoutMs: this.#timeoutMs,
      report: this.#report,
      stuck: () => this.#relieve(thread),
    });
    return thread;
  }
}

function versionOf(stats: Stats | undefined): string | undefined {
  return stats?.isFile() ? `${stats.mtimeMs}:${stats.size}:${stats.ino}` : undefined;
}
