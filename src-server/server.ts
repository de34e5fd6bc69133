import { EventEmitter } from 'node:events';
import { isIP } from 'node:net';
import type { ServerConfig } from './config/schema.ts';
import type { EngineSettings } from './engine-settings.ts';
import { type ErrorReport, ServerError } from './errors.ts';
import { assertServable, rootState, ServedRoot } from './files/root-state.ts';
import { InOrder } from './in-order.ts';
import { reachableAddresses } from './listen/addresses.ts';
import { closeAfterAnswer } from './listen/close-after-answer.ts';
import { knownHosts } from './listen/host-names.ts';
import { type Listener, needsNewListener, openListener, replaceListener } from './listen/listener.ts';
import { SEND_TIMEOUT_MS } from './listen/stalls.ts';
import type { ExchangeDetail } from './log/detail.ts';
import { Front } from './pipeline/front.ts';
import { buildPipeline, type Pipeline } from './pipeline/order.ts';
import { Recorder } from './pipeline/recorder.ts';
import type { Counters, ServerEvents, ServerState, Transfer } from './state.ts';

const GRACE_MS = 1_000;

/** Serves one folder. Runs the same under Electron, the command line and the tests. */
export class FileServer extends EventEmitter<ServerEvents> {
  #config: ServerConfig;
  #state: ServerState = { kind: 'stopped' };
  #listener: Listener | undefined;
  #connections = 0;
  #front: Front | undefined;
  /** Starting, stopping and changing options: each sees the server in a settled state. */
  readonly #changes = new InOrder();
  readonly #root = new ServedRoot(() => this.#announce());
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
    return this.#changes.run(() => this.#start());
  }

  /** Idempotent. Waits for running exchanges up to `graceMs`, then cuts them. */
  stop(graceMs = GRACE_MS): Promise<void> {
    return this.#changes.run(() => this.#stop(graceMs));
  }

  /**
   * Changes options of a running server. All but those of the listener apply to the next request without dropping a
   * connection. @throws ServerError; the old options stay in force then
   */
  apply(config: ServerConfig): Promise<void> {
    return this.#changes.run(() => this.#apply(config));
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

  async #start(): Promise<void> {
    if (this.#state.kind === 'running') return;
    this.#setState({ kind: 'starting' });
    try {
      const { root } = this.#config;
      const state = await rootState(root);
      if (!this.#settings.waitsForRoot) assertServable(root, state);
      const front = new Front({
        pipeline: this.#buildPipeline(this.#config),
        recorder: this.#recorder,
        silenceMs: () => this.#config.limits.requestTimeoutMs,
        sendTimeoutMs: this.#settings.sendTimeoutMs ?? SEND_TIMEOUT_MS,
      });
      this.#front = front;
      this.#listener = await this.#listen(this.#config, front);
      this.#root.watch(root, state);
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
    this.#root.stop();
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
    if (needsNewListener(this.#config, config)) await this.#replaceListener(old, config, front, pipeline);
    else await old.follow(config);
    this.#config = config;
    if (rootChanged) this.#root.watch(config.root, 'ok');
    this.#announce();
    await front.replacePipeline(pipeline);
  }

  #buildPipeline(config: ServerConfig): Pipeline {
    return buildPipeline({
      config,
      isKnownHost: knownHosts(config),
      report: (text) => this.emit('failure', text),
    });
  }

  /** @param pipeline of the listener's requests, where it is not in use yet */
  #listen(config: ServerConfig, front: Front, pipeline?: Pipeline): Promise<Listener> {
    const { closesConnections, reusePort, sendTimeoutMs = SEND_TIMEOUT_MS } = this.#settings;
    return openListener({
      config,
      reusePort,
      sendTimeoutMs,
      handlersFor: (secure) => {
        const handlers = front.handlers(secure, pipeline);
        return closesConnections ? closeAfterAnswer(handlers) : handlers;
      },
      onConnection: (socket) => {
        this.#connections += 1;
        socket.once('close', () => {
          this.#connections -= 1;
        });
      },
      onNotice: (notice) => this.emit('notice', notice),
    });
  }

  async #replaceListener(old: Listener, config: ServerConfig, front: Front, pipeline: Pipeline): Promise<void> {
    const change = { from: this.#config, to: config };
    const { listener, error } = await replaceListener(old, change, (wanted) =>
      this.#listen(wanted, front, wanted === config ? pipeline : undefined),
    );
    this.#listener = listener;
    if (error === undefined) return;
    await pipeline.close();
    throw error;
  }

  #announce(): void {
    const listener = this.#listener;
    if (!listener) return;
    const { host, tls } = this.#config;
    this.#setState({
      kind: 'running',
      host,
      ...(isIP(host) === 0 ? { address: listener.address } : {}),
      port: listener.port,
      secure: tls !== false,
      addresses: reachableAddresses(host, listener.port, tls !== false),
      notices: listener.notices,
      root: this.#root.state,
    });
  }

  #setState(state: ServerState): void {
    this.#state = state;
    this.emit('state', state);
  }
}

function reportOf(error: unknown): ErrorReport {
  if (error instanceof ServerError) return error.report();
  return new ServerError('ENGINE_DIED', { problem: error instanceof Error ? error.message : String(error) }).report();
}
