import type { Worker } from 'node:worker_threads';
import { builtin } from '../../builtin.ts';
import type { Event, Order, Start, Told } from './script-messages.ts';
import { SCRIPT_THREAD_SOURCE } from './script-spawner.ts';

/** A thread costs about 15 ms to start and 5 MB to keep. */
const IDLE_MS = 30_000;
/** Bytes only pass through it, and each start copies the page tables of all the memory that it keeps. */
const YOUNG_MB = 4;

/** One script, seen from the thread that answers its request. */
export interface Listener {
  receive(event: Event): void;
  /** The thread is gone, and with it the streams of the script. */
  lose(error: Error): void;
}

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;
export type Ask = (order: WithoutId<Order>, transfer?: readonly ArrayBuffer[]) => void;

/**
 * Starts scripts in one thread, itself started when first needed: the system copies the page tables of the whole program for
 * each of them, and whoever starts it waits until it has taken over, a millisecond and more. Started from source text, as
 * the command line is one file.
 */
class ScriptThread {
  #worker: Worker | undefined;
  #lastId = 0;
  readonly #listeners = new Map<number, Listener>();
  #idle: NodeJS.Timeout | undefined;
  #orders: Order[] = [];
  #memory: ArrayBuffer[] = [];

  /** @returns asks for more of the same script @throws the system's error if no thread can be started */
  start(start: Start, listener: Listener): Ask {
    this.#worker ??= this.#open();
    clearTimeout(this.#idle);
    this.#lastId += 1;
    const id = this.#lastId;
    this.#listeners.set(id, listener);
    const ask: Ask = (order, transfer = []) => {
      if (this.#listeners.has(id)) this.#post({ id, ...order } as Order, transfer);
    };
    ask(start);
    return ask;
  }

  /** A message costs more than what is in it: all that is asked for at once goes in one. */
  #post(order: Order, transfer: readonly ArrayBuffer[]): void {
    if (this.#orders.length === 0) setImmediate(() => this.#flush());
    this.#orders.push(order);
    this.#memory.push(...transfer);
  }

  #flush(): void {
    if (this.#orders.length === 0) return; // they were for a thread that is gone
    this.#worker?.postMessage(this.#orders, this.#memory);
    this.#orders = [];
    this.#memory = [];
  }

  #open(): Worker {
    const worker = new builtin.workerThreads.Worker(SCRIPT_THREAD_SOURCE, {
      eval: true,
      name: 'portico-scripts',
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    worker.unref(); // never keeps the process alive
    worker.on('message', (all: readonly Told[]) => {
      for (const told of all) this.#receive(told);
    });
    worker.on('error', (error) => this.#lose(worker, error));
    worker.on('exit', () => this.#lose(worker, new Error('it ended')));
    return worker;
  }

  #receive(told: Told): void {
    const listener = this.#listeners.get(told.id);
    if (told.told === 'closed' || told.told === 'failed') this.#forget(told.id);
    listener?.receive(told);
  }

  #forget(id: number): void {
    this.#listeners.delete(id);
    if (this.#listeners.size === 0) this.#idle = setTimeout(() => this.#end(), IDLE_MS).unref();
  }

  #lose(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.#orders = [];
    this.#memory = [];
    const lost = [...this.#listeners.values()];
    this.#listeners.clear();
    for (const listener of lost) listener.lose(error);
  }

  #end(): void {
    const worker = this.#worker;
    this.#worker = undefined;
    void worker?.terminate();
  }
}

const shared = new ScriptThread();

/** @throws the system's error if no thread can be started */
export const startScript = (start: Start, listener: Listener): Ask => shared.start(start, listener);
