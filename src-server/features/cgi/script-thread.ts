import { SharedThread, type WithoutId } from '../../shared-thread.ts';
import type { Event, Order, Start, Told } from './script-messages.ts';
import program from './thread/main.ts?thread';

/** Bytes only pass through the thread, and each start copies the page tables of all the memory that it keeps. */
const YOUNG_MB = 4;

/** One script, seen from the thread that answers its request. */
export interface Listener {
  receive(event: Event): void;
  /** The thread is gone, and with it the streams of the script. */
  lose(error: Error): void;
}

export type Ask = (order: WithoutId<Order>, transfer?: readonly ArrayBuffer[]) => void;

/**
 * Starts scripts in a thread: the system copies the page tables of the whole program for each of them, and whoever starts it
 * waits until it has taken over, a millisecond and more.
 */
class ScriptThread {
  readonly #thread = new SharedThread<readonly Order[], readonly Told[]>({
    name: 'portico-scripts',
    program,
    options: { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } },
    receive: (all) => {
      for (const told of all) this.#receive(told);
    },
    lose: (error) => this.#lose(error),
  });
  #lastId = 0;
  readonly #listeners = new Map<number, Listener>();
  #orders: Order[] = [];
  #memory: ArrayBuffer[] = [];

  constructor() {
    // Each script leads a process group of its own: the system would let it live on after a program that ends at once
    process.once('exit', () => this.#lose(new Error('the program ends')));
  }

  /** @returns asks for more of the same script @throws the system's error if no thread can be started */
  start(start: Start, listener: Listener): Ask {
    this.#thread.hold();
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
    this.#thread.post(this.#orders, this.#memory);
    this.#orders = [];
    this.#memory = [];
  }

  #receive(told: Told): void {
    const listener = this.#listeners.get(told.id);
    if (told.told === 'closed' || told.told === 'failed') this.#forget(told.id);
    listener?.receive(told);
  }

  #forget(id: number): void {
    if (this.#listeners.delete(id)) this.#thread.release();
  }

  #lose(error: Error): void {
    this.#orders = [];
    this.#memory = [];
    const lost = [...this.#listeners];
    for (const [id] of lost) this.#forget(id);
    for (const [, listener] of lost) listener.lose(error);
  }
}

const shared = new ScriptThread();

/** @throws the system's error if no thread can be started */
export const startScript = (start: Start, listener: Listener): Ask => shared.start(start, listener);
