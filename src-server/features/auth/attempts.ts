const WINDOW_MS = 60_000;
const ALLOWED = 20;
/** Clients remembered at once; the oldest is forgotten first. Bounds the memory that strangers can make us use. */
const MAX_CLIENTS = 10_000;

/** Counts wrong tries by client: more than 20 within a minute, and the client has to wait. */
export class Attempts {
  readonly #tries = new Map<string, number[]>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Seconds until the client may try again; 0 = now. */
  waitS(client: string): number {
    const recent = this.#recent(client);
    const [oldest] = recent;
    if (recent.length <= ALLOWED || oldest === undefined) return 0;
    return Math.max(1, Math.ceil((oldest + WINDOW_MS - this.#now()) / 1000));
  }

  /** Counts a try as wrong from its start, so that many at once cannot slip through; call the result if it was right. */
  begin(client: string): () => void {
    const time = this.#now();
    const recent = [...this.#recent(client), time];
    this.#tries.delete(client);
    this.#tries.set(client, recent);
    const [oldest] = this.#tries.keys();
    if (this.#tries.size > MAX_CLIENTS && oldest !== undefined) this.#tries.delete(oldest);
    return () => this.#forget(client, time);
  }

  #recent(client: string): number[] {
    const since = this.#now() - WINDOW_MS;
    // The newest 21 decide; older ones within the minute change nothing.
    return (this.#tries.get(client) ?? []).filter((time) => time > since).slice(-ALLOWED - 1);
  }

  #forget(client: string, time: number): void {
    const tries = this.#tries.get(client) ?? [];
    const index = tries.indexOf(time);
    if (index >= 0) tries.splice(index, 1);
    if (tries.length === 0) this.#tries.delete(client);
  }
}
