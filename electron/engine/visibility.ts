import { EventEmitter } from 'node:events';

/** Another device that was answered. */
export interface Visitor {
  readonly client: string;
  readonly timeMs: number;
  readonly userAgent?: string;
}

interface VisibilityEvents {
  /** The time is over. */
  ended: [];
  changed: [];
}

/** Timers stand still while the computer sleeps, the clock does not. */
const LOOK_EVERY_MS = 30_000;
/** The same visitor again is news only after so long: under load there are thousands of requests a second. */
const NEWS_EVERY_MS = 10_000;

/** How long others may reach a server, and who has. */
export class Visibility extends EventEmitter<VisibilityEvents> {
  #untilMs: number | undefined;
  #visitor: Visitor | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** Undefined: until it is switched off. */
  get untilMs(): number | undefined {
    return this.#untilMs;
  }

  get visitor(): Visitor | undefined {
    return this.#visitor;
  }

  /** @param untilMs undefined = until it is switched off */
  endAt(untilMs: number | undefined): void {
    this.#untilMs = untilMs;
    this.#look();
    this.emit('changed');
  }

  seen(visitor: Visitor): void {
    const last = this.#visitor;
    if (last?.client === visitor.client && visitor.timeMs - last.timeMs < NEWS_EVERY_MS) return;
    this.#visitor = visitor;
    this.emit('changed');
  }

  /** Looks at the clock no more; what was said stays, for the next start of the app. */
  stop(): void {
    clearTimeout(this.#timer);
  }

  /** Nobody can reach it any more. */
  reset(): void {
    this.stop();
    this.#untilMs = undefined;
    this.#visitor = undefined;
  }

  #look(): void {
    clearTimeout(this.#timer);
    if (this.#untilMs === undefined) return;
    const leftMs = this.#untilMs - Date.now();
    if (leftMs > 0) {
      this.#timer = setTimeout(() => this.#look(), Math.min(leftMs, LOOK_EVERY_MS));
      return;
    }
    this.#untilMs = undefined;
    this.emit('ended');
  }
}
