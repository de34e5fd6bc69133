import { EventEmitter } from 'node:events';
import type { ServerConfig } from './config/schema.ts';
import { type ErrorReport, ServerError } from './errors.ts';
import { type RootState, rootState, watchRoot } from './files/root-state.ts';
import { reachableAddresses } from './listen/addresses.ts';
import { bind } from './listen/bind.ts';
import { closeAfterAnswer } from './listen/close-after-answer.ts';
import { isKnownHost, ownAddresses } from './listen/host-names.ts';
import { createHttpListener, type HttpListener } from './listen/http-listener.ts';
import { loadTlsMaterial } from './listen/tls/material.ts';
import { workersNotice } from './listen/workers.ts';
import type { ExchangeDetail } from './log/detail.ts';
import type { ExchangeRecord } from './log/record.ts';
import { Front } from './pipeline/front.ts';
import { buildPipeline, type Pipeline } from './pipeline/order.ts';
import { Recorder } from './pipeline/recorder.ts';
import type { Counters, Notice, ServerState, Transfer } from './state.ts';

/** All payloads are structured-cloneable. */
export interface ServerEvents {
  state: [state: ServerState];
  exchange: [record: ExchangeRecord];
  /** A request that failed by a bug or a broken script: whole text for the log, never for the client. */
  failure: [text: string];
  notice: [notice: Notice];
}

/** Options whose change restarts the listener; all others apply to the next request. */
const LISTENER_OPTIONS = ['host', 'port', 'portFallback', 'tls', 'limits', 'workers'] as const;
const GRACE_MS = 1_000;

/** What is no option of a served folder but of the one who runs it. */
export interface EngineSettings {
  /** Each connection ends after one answer. Default false. */
  readonly closesConnections?: boolean;
  /** This server is one of several that share its port: the first, or one that joins it. Default: it is alone. */
  readonly reusePort?: 'open' | 'join';
  /** Start while the root is gone or unreadable, and wait for it. Default false: `start` fails. */
  readonly waitsForRoot?: boolean;
}

interface Listener extends HttpListener {
  readonly port: number;
  readonly notices: readonly Notice[];
}

/** Serves one folder. Runs the same under Electron, the command line and the tests. */
export class FileServer extends EventEmitter<ServerEvents> {
  #config: ServerConfig;
  #state: ServerState = { kind: 'stopped' };
  #listener: Listener | undefined;
  #connections = 0;
  #front: Front | undefined;
  #unwatchRoot: (() => void) | undefined;
  #root: RootState = 'ok';
  #lastChange: Promise<void> = Promise.resolve();
  readonly #recorder = new Recorder((record) => this.emit('exchange', record));
  readonly #settings: EngineSettings;

  /** @param config validated, all paths absolute */
  constructor(config: ServerConfig, settings: EngineSettings = {}) {
    super();
    this.#config = config;
    this.#settings = settings;
  }

  get config(): ServerConfig {
    return this.#config;
  }

  get state(): ServerState {
    return this.#state;
  }

  /** Resolves once the socket listens. @throws ServerError; the state is `failed` then */
  start(): Promise<void> {
    return this.#inTurn(() => this.#start());
  }

  /** Idempotent. Waits for running exchanges up to `graceMs`, then cuts them. */
  stop(graceMs = GRACE_MS): Promise<void> {
    return this.#inTurn(() => this.#stop(graceMs));
  }

  /**
   * Changes options of a running server. All but those of the listener apply to the next request without dropping a
   * connection. @throws ServerError; the old options stay in force then
   */
  apply(config: ServerConfig): Promise<void> {
    return this.#inTurn(() => this.#apply(config));
  }

  counters(): Counters {
    return this.#front?.counters(this.#connections) ?? this.#recorder.counters.read({ inProgress: 0, connections: 0 });
  }

  /** Undefined when the exchange is no longer in memory. */
  detail(seq: number): Promise<ExchangeDetail | undefined> {
    return this.#recorder.detail(seq);
  }

  transfers(): readonly Transfer[] {
    return this.#front?.transfers() ?? [];
  }

  /** @returns false if it had ended already */
  cancelTransfer(id: number): boolean {
    return this.#front?.cancelTransfer(id) ?? false;
  }

  /** Starting, stopping and changing options wait for each other: each sees the server in a settled state. */
  #inTurn(change: () => Promise<void>): Promise<void> {
    const result = this.#lastChange.then(change);
    this.#lastChange = result.catch(() => undefined);
    return result;
  }

  async #start(): Promise<void> {
    if (this.#state.kind === 'running') return;
    this.#setState({ kind: 'starting' });
    try {
      this.#root = await rootState(this.#config.root);
      if (!this.#settings.waitsForRoot) assertServable(this.#config.root, this.#root);
      const front = new Front({
        pipeline: this.#buildPipeline(this.#config),
        recorder: this.#recorder,
        silenceMs: () => this.#config.limits.requestTimeoutMs,
      });
      this.#front = front;
      this.#listener = await this.#listen(this.#config, front);
      this.#watchRoot();
      this.#announce();
    } catch (error) {
      await this.#front?.close();
      this.#front = undefined;
      this.#setState({ kind: 'failed', error: reportOf(error) });
      throw error;
    }
  }

  async #stop(graceMs: number): Promise<void> {
    const listener = this.#listener;
    const front = this.#front;
    if (!listener || !front) {
      this.#setState({ kind: 'stopped' });
      return;
    }
    this.#setState({ kind: 'stopping' });
    this.#listener = undefined;
    this.#unwatchRoot?.();
    front.endConversations();
    await listener.close(graceMs);
    await front.close();
    this.#front = undefined;
    this.#setState({ kind: 'stopped' });
  }

  async #apply(config: ServerConfig): Promise<void> {
    const front = this.#front;
    const old = this.#listener;
    if (!front || !old) {
      this.#config = config;
      return;
    }
    const rootChanged = config.root !== this.#config.root;
    if (rootChanged) assertServable(config.root, await rootState(config.root)); // the same one may come back
    const pipeline = this.#buildPipeline(config);
    const restarts = LISTENER_OPTIONS.some((key) => !sameValue(config[key], this.#config[key]));
    if (restarts) await this.#replaceListener(old, config, front, pipeline);
    this.#config = config;
    if (rootChanged) {
      this.#root = 'ok';
      this.#watchRoot();
    }
    this.#announce();
    await front.replacePipeline(pipeline);
  }

  #buildPipeline(config: ServerConfig): Pipeline {
    return buildPipeline({
      config,
      isKnownHost: (hostname) =>
        isKnownHost(hostname, {
          allowedHosts: config.allowedHosts,
          // Not looked up for the names that most requests have
          get ownAddresses() {
            return ownAddresses(config.host);
          },
        }),
      report: (text) => this.emit('failure', text),
    });
  }

  async #listen(config: ServerConfig, front: Front): Promise<Listener> {
    const material = config.tls ? await loadTlsMaterial(config.tls, config.host) : undefined;
    const { closesConnections, reusePort } = this.#settings;
    const handlers = (secure: boolean) =>
      closesConnections ? closeAfterAnswer(front.handlers(secure)) : front.handlers(secure);
    const listener = createHttpListener(config, handlers, material);
    const { server } = listener;
    server.on('connection', (socket) => {
      this.#connections += 1;
      socket.once('close', () => {
        this.#connections -= 1;
      });
    });
    const { port, notice } = await bind(server, { ...config, ...(reusePort ? { reusePort } : {}) });
    const alone = reusePort ? undefined : workersNotice(config);
    const notices = [notice, alone, ...(material?.notices ?? [])].filter((each) => each !== undefined);
    for (const each of notices) this.emit('notice', each);
    return { ...listener, port, notices };
  }

  /** The same port cannot be bound twice: only then is the old listener closed first, and opened again if the new one fails. */
  async #replaceListener(old: Listener, config: ServerConfig, front: Front, pipeline: Pipeline): Promise<void> {
    const samePort = config.port === old.port || config.port === this.#config.port;
    try {
      if (samePort) await old.close(GRACE_MS);
      this.#listener = await this.#listen(config, front);
    } catch (error) {
      await pipeline.close();
      if (samePort) this.#listener = await this.#listen({ ...this.#config, port: old.port }, front);
      throw error;
    }
    if (!samePort) void old.close(GRACE_MS);
  }

  #watchRoot(): void {
    this.#unwatchRoot?.();
    this.#unwatchRoot = watchRoot(this.#config.root, this.#root, (state) => {
      this.#root = state;
      this.#announce();
    });
  }

  #announce(): void {
    const listener = this.#listener;
    if (!listener) return;
    const { host, tls } = this.#config;
    this.#setState({
      kind: 'running',
      host,
      port: listener.port,
      secure: tls !== false,
      addresses: reachableAddresses(host, listener.port, tls !== false),
      notices: listener.notices,
      root: this.#root === 'unsuitable' ? 'missing' : this.#root,
    });
  }

  #setState(state: ServerState): void {
    this.#state = state;
    this.emit('state', state);
  }
}

function assertServable(root: string, state: RootState): void {
  if (state === 'missing') throw new ServerError('ROOT_MISSING', { root });
  if (state === 'denied') throw new ServerError('ROOT_DENIED', { root });
  if (state === 'unsuitable') throw new ServerError('ROOT_UNSUITABLE', { root });
}

function reportOf(error: unknown): ErrorReport {
  if (error instanceof ServerError) return error.report();
  return new ServerError('ENGINE_DIED', { problem: error instanceof Error ? error.message : String(error) }).report();
}

const sameValue = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
