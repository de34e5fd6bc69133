import { EventEmitter } from 'node:events';
import type { ConfigInput, ServerConfig } from '../../src-server/config/schema.ts';
import type { ErrorReport } from '../../src-server/errors.ts';
import { InOrder } from '../../src-server/in-order.ts';
import { isLoopbackName } from '../../src-server/listen/host-names.ts';
import type { ServerState } from '../../src-server/state.ts';
import { checkConfig } from './engine-config.ts';
import { EngineHost } from './host.ts';
import type { RecordBatch } from './protocol.ts';
import { EngineRefusal } from './refusal.ts';
import { Visibility } from './visibility.ts';

export interface ServedFolderEvents {
  changed: [];
  records: [batch: RecordBatch];
  failure: [text: string];
}

export type ChangeResult = { readonly ok: true } | { readonly ok: false; readonly errors: readonly ErrorReport[] };

export type MakeEngine = (config: ServerConfig) => EngineHost;

export interface ServedFolderInit {
  readonly id: string;
  readonly config: ConfigInput;
  readonly wanted: boolean;
  readonly visibleUntilMs?: number | undefined;
}

const DRAIN_MS = 2_000;

/** One server of the list: what is configured, what the person wants, and the engine that does it. */
export class ServedFolder extends EventEmitter<ServedFolderEvents> {
  readonly id: string;
  /** What the person wants. A start that fails does not change it: the next start of the app tries again. */
  wanted: boolean;
  state: ServerState = { kind: 'stopped' };
  transferCount = 0;
  readonly visibility = new Visibility();
  #config: ConfigInput;
  #engine: EngineHost | undefined;
  readonly #makeEngine: MakeEngine;
  /** Starts, stops and changes happen one after the other, in the order in which they were asked for. */
  readonly #acts = new InOrder();

  constructor(init: ServedFolderInit, makeEngine: MakeEngine = (config) => new EngineHost(config)) {
    super();
    this.id = init.id;
    this.wanted = init.wanted;
    this.#config = init.config;
    this.visibility.on('changed', () => this.emit('changed'));
    this.visibility.on('ended', () => void this.#hide());
    this.#endVisibility(init.visibleUntilMs);
    this.#makeEngine = makeEngine;
  }

  get config(): ConfigInput {
    return this.#config;
  }

  get engine(): EngineHost | undefined {
    return this.#engine;
  }

  start(): Promise<void> {
    this.wanted = true;
    return this.#acts.run(() => this.#start());
  }

  stop(): Promise<void> {
    this.wanted = false;
    return this.pause();
  }

  /** Stops without changing what the person wants: the app ends, or listens anew after sleep. */
  pause(): Promise<void> {
    return this.#acts.run(async () => {
      await this.#engine?.stop(DRAIN_MS).catch(reportOf); // an engine that died meanwhile has stopped too
      this.#become({ kind: 'stopped' });
    });
  }

  async restart(): Promise<void> {
    await this.pause();
    await this.start();
  }

  /** Keys set to `null` go back to their default. Nothing changes unless all of it is right. */
  configure(change: Readonly<Record<string, unknown>>): Promise<ChangeResult> {
    return this.#acts.run(() => this.#configure(change));
  }

  /** Others can reach it for so long; undefined = until it is switched off. */
  visibleFor(ms: number | undefined): void {
    if (isOpen(this.#config)) this.visibility.endAt(ms === undefined ? undefined : Date.now() + ms);
  }

  async dispose(): Promise<void> {
    this.visibility.stop();
    await this.#engine?.dispose();
    this.#engine = undefined;
  }

  async #start(): Promise<void> {
    if (!this.wanted || this.state.kind === 'running') return;
    const checked = await checkConfig(this.#config);
    if (!checked.ok) return this.#become({ kind: 'failed', error: checked.errors[0] });
    try {
      await this.#engineFor(checked.engine).start(checked.engine);
    } catch (refusal) {
      this.#become({ kind: 'failed', error: reportOf(refusal) });
    }
  }

  async #configure(change: Readonly<Record<string, unknown>>): Promise<ChangeResult> {
    const checked = await checkConfig(withChange(this.#config, change));
    if (!checked.ok) return checked;
    try {
      await this.#engine?.apply(checked.engine);
    } catch (refusal) {
      return { ok: false, errors: [reportOf(refusal)] };
    }
    this.#config = checked.kept;
    if (!isOpen(this.#config)) this.visibility.reset();
    this.emit('changed');
    return { ok: true };
  }

  /** What was to end while the app was not running is over before anything is started. */
  #endVisibility(untilMs: number | undefined): void {
    if (untilMs === undefined) return;
    if (untilMs > Date.now()) this.visibility.endAt(untilMs);
    else this.#config = withChange(this.#config, { host: null });
  }

  /** Where hiding fails, stopping is what keeps the promise. */
  async #hide(): Promise<void> {
    const hidden = await this.configure({ host: null }).catch(() => ({ ok: false }));
    if (!hidden.ok) await this.stop();
  }

  #engineFor(config: ServerConfig): EngineHost {
    if (this.#engine) return this.#engine;
    const engine = this.#makeEngine(config);
    engine.on('state', (state) => this.#become(state));
    engine.on('records', (batch) => {
      if (batch.visitor && isOpen(this.#config)) this.visibility.seen(batch.visitor);
      this.emit('records', batch);
    });
    engine.on('failure', (text) => this.emit('failure', text));
    engine.on('transfers', (count) => {
      this.transferCount = count;
      this.emit('changed');
    });
    this.#engine = engine;
    return engine;
  }

  #become(state: ServerState): void {
    this.state = state;
    this.emit('changed');
  }
}

/** Others can reach it, or will once it runs. */
function isOpen({ host = '127.0.0.1' }: ConfigInput): boolean {
  return !isLoopbackName(host.toLowerCase());
}

function withChange(config: ConfigInput, change: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const merged = { ...config, ...change };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null && value !== undefined));
}

/** @throws what was no refusal: a bug must not look like a setting that is wrong */
function reportOf(refusal: unknown): ErrorReport {
  if (refusal instanceof EngineRefusal) return refusal.report;
  throw refusal;
}
