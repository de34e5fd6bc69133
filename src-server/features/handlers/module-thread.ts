import type { Worker } from 'node:worker_threads';
import { builtin } from '../../builtin.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import { Call, type CallResult, handlerFailed, noAnswer } from './call.ts';
import type { FromWorker, ModuleData, ToWorker } from './messages.ts';
import program from './thread/main.ts?thread';

/** A thread that says nothing for so long is taken to be in a loop: new requests go to another one. */
const UNRESPONSIVE_MS = 1_000;
const PING_MS = 250;
/** A module that wants more ends alone; without the limit it would take the server with it. */
const MAX_MEMORY_MB = 512;

export interface ThreadOptions {
  /** File URL of the module. */
  readonly url: string;
  readonly timeoutMs: number;
  readonly report: (text: string) => void;
  /** The module was loaded and now does not respond: somebody else should take what waits. */
  readonly stuck: () => void;
}

/** The module in a thread of its own, and the calls that run in it. */
export class ModuleThread {
  readonly #options: ThreadOptions;
  readonly #worker: Worker;
  readonly #calls = new Map<number, Call>();
  /** Shared with the thread: once 1, it lets requests lie that another thread has taken. */
  readonly #closed = new Int32Array(new SharedArrayBuffer(4));
  #lastId = 0;
  #pingedAt: number | undefined;
  #pinging: NodeJS.Timeout | undefined;
  #retired = false;
  #ended = false;
  #ready = false;
  /** Why the module cannot be used, once that is known. */
  #unusable: string | undefined;

  constructor(options: ThreadOptions) {
    this.#options = options;
    // Without the flags of our own process: a loader that it uses is not the module's.
    const worker = new builtin.workerThreads.Worker(program(), {
      eval: true,
      stdout: true,
      stderr: true,
      execArgv: [],
      argv: [],
      resourceLimits: { maxOldGenerationSizeMb: MAX_MEMORY_MB },
      workerData: { url: options.url, closed: this.#closed } satisfies ModuleData,
    });
    this.#worker = worker;
    worker.unref();
    worker.on('message', (message: FromWorker) => this.#receive(message));
    worker.on('error', (error) => this.#end(error.stack ?? String(error)));
    worker.on('exit', () => this.#end('its thread ended'));
    for (const output of [worker.stdout, worker.stderr])
      builtin.readline.createInterface(output).on('line', options.report);
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** False while it does not even answer a ping. */
  get responsive(): boolean {
    return this.#pingedAt === undefined || performance.now() - this.#pingedAt < UNRESPONSIVE_MS;
  }

  call(exchange: Exchange): Promise<CallResult> {
    if (this.#unusable !== undefined) return Promise.reject(handlerFailed(this.#unusable));
    const call = new Call(++this.#lastId, exchange);
    return this.#run(call);
  }

  /** Requests that the module has not seen yet: another thread can take them. */
  takeWaiting(): Call[] {
    Atomics.store(this.#closed, 0, 1);
    const waiting = [...this.#calls.values()].filter(({ accepted }) => !accepted);
    for (const { id } of waiting) this.#calls.delete(id);
    return waiting;
  }

  /** Takes a call over from a thread that does not respond. */
  adopt(call: Call): void {
    const own = new Call(++this.#lastId, call.exchange);
    this.#run(own).then(
      (result) => call.settle(result),
      (error: unknown) => call.fail(error),
    );
  }

  /** No further calls; ends when the last one has. */
  retire(): void {
    this.#retired = true;
    this.#endIfIdle();
  }

  async #run(call: Call): Promise<CallResult> {
    const { timeoutMs } = this.#options;
    const { signal, response } = call.exchange;
    const left = () => {
      this.#post({ type: 'abort', id: call.id });
      call.settle('answered');
    };
    const timer = setTimeout(() => {
      if (!response.headersSent && this.#calls.has(call.id)) this.#giveUp(call, timeoutMs);
    }, timeoutMs);
    signal.addEventListener('abort', left);
    this.#calls.set(call.id, call);
    this.#startPinging();
    call.begin((message) => this.#post(message));
    try {
      return await call.result;
    } catch (error) {
      this.#post({ type: 'abort', id: call.id }); // what it still does for this request is in vain
      throw error;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', left);
      this.#calls.delete(call.id);
      if (this.#calls.size === 0) this.#stopPinging();
      this.#endIfIdle();
    }
  }

  /** The watchdog: a module that loops is ended with its thread; one that waits just gets no answer out. */
  #giveUp(call: Call, timeoutMs: number): void {
    const isLooping = !this.responsive;
    this.#options.report(
      `no answer to ${call.exchange.method} ${call.exchange.target.path} within ${timeoutMs / 1000} s` +
        (isLooping ? '; the module does not respond at all (an endless loop?) and is started again' : ''),
    );
    call.fail(noAnswer(timeoutMs));
    if (!isLooping) return;
    for (const other of this.#calls.values()) other.fail(noAnswer(timeoutMs));
    this.#terminate();
  }

  #receive(message: FromWorker): void {
    if (message.type === 'unusable') {
      this.#unusable = message.text;
      this.#options.report(`the module cannot be used: ${message.text}`);
      return;
    }
    if (message.type === 'ready') this.#ready = true;
    if (message.type === 'pong') this.#pingedAt = undefined;
    if (!('id' in message)) return;
    const call = this.#calls.get(message.id);
    if (!call) return; // its client left
    if (message.type === 'failed') {
      if (this.#unusable === undefined)
        this.#options.report(`${call.exchange.method} ${call.exchange.target.path}: ${message.text}`);
      call.fail(handlerFailed(message.text));
    } else call.receive(message, (answer) => this.#post(answer));
  }

  #end(reason: string): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#stopPinging();
    if (this.#calls.size > 0 || !this.#retired) this.#options.report(`the module ended: ${reason}`);
    for (const call of this.#calls.values()) call.fail(handlerFailed(reason));
  }

  #endIfIdle(): void {
    if (this.#retired && this.#calls.size === 0) this.#terminate();
  }

  #terminate(): void {
    this.#ended = true;
    this.#stopPinging();
    void this.#worker.terminate();
  }

  #startPinging(): void {
    this.#pinging ??= setInterval(() => {
      if (!this.responsive && this.#ready) this.#options.stuck();
      if (this.#pingedAt !== undefined) return;
      this.#pingedAt = performance.now();
      this.#post({ type: 'ping' });
    }, PING_MS);
  }

  #stopPinging(): void {
    clearInterval(this.#pinging);
    this.#pinging = undefined;
    this.#pingedAt = undefined;
  }

  #post(message: ToWorker): void {
    this.#worker.postMessage(message);
  }
}
