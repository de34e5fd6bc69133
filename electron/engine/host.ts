import { EventEmitter } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { ServerConfig } from '../../src-server/config/schema.ts';
import { ServerError } from '../../src-server/errors.ts';
import type { ExchangeDetail } from '../../src-server/log/detail.ts';
import type { Counters, ServerState } from '../../src-server/state.ts';
import { addCounters } from './add-counters.ts';
import type { EngineCalls, EngineData, FromEngine, RecordBatch, ToEngine } from './protocol.ts';
import { EngineRefusal } from './refusal.ts';

export interface EngineEvents {
  state: [state: ServerState];
  records: [batch: RecordBatch];
  transfers: [count: number];
  failure: [text: string];
}

type Answer = { readonly resolve: (value: never) => void; readonly reject: (error: Error) => void };

/** A runaway script or a huge listing ends its own thread, not the app. */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 64 };

/**
 * The thread of one server, seen from main. It is made by the first call, stays when the server is stopped (its log can
 * still be asked for), and is made anew after it died; record numbers and counters go on where they were.
 */
export class EngineHost extends EventEmitter<EngineEvents> {
  #config: ServerConfig;
  readonly #threadUrl: URL;
  #thread: Worker | undefined;
  #waiting = new Map<number, Answer>();
  #lastCall = 0;
  #seqBase = 0;
  #lastSeq = 0;
  #gone: Counters | undefined;
  #counters: Counters | undefined;

  constructor(config: ServerConfig, threadUrl = new URL('./worker.js', import.meta.url)) {
    super();
    this.#config = config;
    this.#threadUrl = threadUrl;
  }

  async start(config: ServerConfig): Promise<void> {
    const isNew = this.#thread === undefined;
    this.#config = config;
    if (!isNew) await this.#call('apply', config);
    await this.#call('start');
  }

  async stop(graceMs: number): Promise<void> {
    if (this.#thread) await this.#call('stop', graceMs);
  }

  /** @throws EngineRefusal when the new options cannot work; the old ones stay in force */
  async apply(config: ServerConfig): Promise<void> {
    if (this.#thread) await this.#call('apply', config);
    this.#config = config;
  }

  async counters(): Promise<Counters | undefined> {
    return this.#thread ? addCounters(this.#gone, await this.#call('counters')) : this.#counters;
  }

  async detail(seq: number): Promise<ExchangeDetail | undefined> {
    if (!this.#thread || seq <= this.#seqBase) return undefined;
    const detail = await this.#call('detail', seq - this.#seqBase);
    return detail && { ...detail, record: { ...detail.record, seq } };
  }

  async transfers(): Promise<ReturnType<EngineCalls['transfers']>> {
    return this.#thread ? this.#call('transfers') : [];
  }

  async cancelTransfer(id: number): Promise<void> {
    if (this.#thread) await this.#call('cancelTransfer', id);
  }

  /** Ends the thread at once; `stop` first lets exchanges end. */
  async dispose(): Promise<void> {
    const thread = this.#thread;
    this.#thread = undefined;
    this.#refuseWaiting('it was removed');
    await thread?.terminate();
  }

  #call<K extends keyof EngineCalls>(
    name: K,
    ...args: Parameters<EngineCalls[K]>
  ): Promise<ReturnType<EngineCalls[K]>> {
    this.#thread ??= this.#open();
    const thread = this.#thread;
    const call = ++this.#lastCall;
    return new Promise((resolve, reject) => {
      this.#waiting.set(call, { resolve, reject });
      thread.postMessage({ kind: 'call', call, name, args } satisfies ToEngine);
    });
  }

  #open(): Worker {
    const data: EngineData = { config: this.#config, seqBase: this.#seqBase };
    const thread = new Worker(this.#threadUrl, { workerData: data, resourceLimits: RESOURCE_LIMITS });
    let reason = 'its thread ended';
    thread.on('message', (message: FromEngine) => this.#take(message, thread));
    thread.on('error', (error: Error) => {
      reason = error.message;
    });
    thread.on('exit', () => this.#died(thread, reason));
    return thread;
  }

  #take(message: FromEngine, thread: Worker): void {
    if (thread !== this.#thread) return; // words of a thread that was given up
    if (message.kind === 'answer') this.#answered(message.call)?.resolve(message.value as never);
    else if (message.kind === 'refusal') this.#answered(message.call)?.reject(new EngineRefusal(message.error));
    else if (message.kind === 'records') this.#takeRecords(message, thread);
    else if (message.kind === 'state') this.emit('state', message.state);
    else if (message.kind === 'transfers') this.emit('transfers', message.count);
    else this.emit('failure', message.text);
  }

  #answered(call: number): Answer | undefined {
    const answer = this.#waiting.get(call);
    this.#waiting.delete(call);
    return answer;
  }

  /** Acknowledged here: main keeps up, and what a slow window misses is the log feed's affair. */
  #takeRecords(batch: RecordBatch, thread: Worker): void {
    thread.postMessage({ kind: 'acknowledge' } satisfies ToEngine);
    this.#lastSeq = batch.lastSeq;
    this.#counters = addCounters(this.#gone, batch.counters);
    this.emit('records', { ...batch, counters: this.#counters });
  }

  #died(thread: Worker, problem: string): void {
    if (thread !== this.#thread) return;
    this.#thread = undefined;
    this.#seqBase = this.#lastSeq;
    if (this.#counters) this.#gone = { ...this.#counters, inProgress: 0, connections: 0 };
    this.#counters = this.#gone;
    const report = new ServerError('ENGINE_DIED', { problem }).report();
    this.#refuseWaiting(problem);
    this.emit('transfers', 0);
    this.emit('failure', report.message);
    this.emit('state', { kind: 'failed', error: report });
  }

  #refuseWaiting(problem: string): void {
    const refusal = new EngineRefusal(new ServerError('ENGINE_DIED', { problem }).report());
    for (const { reject } of this.#waiting.values()) reject(refusal);
    this.#waiting.clear();
  }
}
