import type { Transferable, Worker, WorkerOptions } from 'node:worker_threads';
import { builtin } from './builtin.ts';

/** A thread costs about 15 ms to start and 5 MB to keep. */
const IDLE_MS = 30_000;

/** What is asked, before it has the number that its answers come under. */
export type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;

interface SharedThreadInit<Answer> {
  readonly name: string;
  /** Gives its text. */
  program(): string;
  readonly options?: WorkerOptions;
  receive(answer: Answer): void;
  /** The thread is gone, and with it whatever it was asked for. Whoever holds it next starts another one. */
  lose(error: Error): void;
}

/** One thread for all who need its work: started when first needed, ended when nobody has needed it for half a minute. */
export class SharedThread<Question, Answer> {
  readonly #init: SharedThreadInit<Answer>;
  #worker: Worker | undefined;
  #users = 0;
  #idle: NodeJS.Timeout | undefined;

  constructor(init: SharedThreadInit<Answer>) {
    this.#init = init;
  }

  /** Keeps it running until `release`. @throws the system's error if no thread can be started */
  hold(): void {
    this.#worker ??= this.#start();
    clearTimeout(this.#idle);
    this.#users += 1;
  }

  release(): void {
    this.#users -= 1;
    if (this.#users === 0) this.#idle = setTimeout(() => this.#end(), IDLE_MS).unref();
  }

  /** While it is held. What is asked of a thread that was lost meanwhile is lost too. */
  post(question: Question, transfer?: readonly Transferable[]): void {
    this.#worker?.postMessage(question, transfer);
  }

  #start(): Worker {
    const { name, options } = this.#init;
    const worker = new builtin.workerThreads.Worker(this.#init.program(), { ...options, eval: true, name });
    worker.unref(); // never keeps the process alive
    worker.on('message', (answer: Answer) => this.#init.receive(answer));
    worker.on('error', (error) => this.#lose(worker, error));
    worker.on('exit', () => this.#lose(worker, new Error('it ended')));
    return worker;
  }

  #lose(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.#init.lose(error);
  }

  #end(): void {
    const worker = this.#worker;
    this.#worker = undefined;
    void worker?.terminate();
  }
}
