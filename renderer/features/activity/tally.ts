import type { ExchangeRecord } from '../../../src-server/log/record.ts';
import type { RequestLog } from '../requests/request-log.ts';

/** More different paths than this and only the busy ones are kept: nobody reads the rest. */
const MOST_KEYS = 20_000;

export interface Tallied {
  readonly key: string;
  readonly count: number;
  readonly bytes: number;
}

/** Paths, clients and errors of a log, counted as rows come; rows that are forgotten stay counted. */
export class Tally {
  readonly #log: RequestLog;
  #seenTo: number;
  readonly #paths = new Map<string, { count: number; bytes: number }>();
  readonly #clients = new Map<string, { count: number; bytes: number }>();
  /** What each client called itself last. */
  readonly #agents = new Map<string, string>();
  readonly #errors = new Map<string, { count: number; bytes: number }>();

  constructor(log: RequestLog) {
    this.#log = log;
    this.#seenTo = log.rows.first;
  }

  sync(): this {
    const { rows } = this.#log;
    for (let position = Math.max(this.#seenTo, rows.first); position < rows.end; position += 1) {
      const record = rows.at(position);
      if (record) this.#add(record);
    }
    this.#seenTo = rows.end;
    return this;
  }

  get clientCount(): number {
    return this.#clients.size;
  }

  paths(most: number): readonly Tallied[] {
    return top(this.#paths, most);
  }

  clients(most: number): readonly Tallied[] {
    return top(this.#clients, most);
  }

  agentOf(client: string): string | undefined {
    return this.#agents.get(client);
  }

  /** Keys are "404 /path". */
  errors(most: number): readonly Tallied[] {
    return top(this.#errors, most);
  }

  #add({ target, client, status, contentBytes, userAgent }: ExchangeRecord): void {
    const path = target.split('?', 1)[0] ?? target;
    count(this.#paths, path, contentBytes);
    count(this.#clients, client, contentBytes);
    if (userAgent !== undefined && (this.#agents.has(client) || this.#agents.size < MOST_KEYS))
      this.#agents.set(client, userAgent);
    if (status >= 400) count(this.#errors, `${status} ${path}`, contentBytes);
  }
}

function count(map: Map<string, { count: number; bytes: number }>, key: string, bytes: number): void {
  const entry = map.get(key);
  if (entry) {
    entry.count += 1;
    entry.bytes += bytes;
    return;
  }
  if (map.size >= MOST_KEYS) for (const [rare, { count: n }] of map) if (n === 1) map.delete(rare);
  map.set(key, { count: 1, bytes });
}

function top(map: ReadonlyMap<string, { count: number; bytes: number }>, most: number): readonly Tallied[] {
  return [...map]
    .map(([key, entry]) => ({ key, ...entry }))
    .sort((a, b) => b.count - a.count || b.bytes - a.bytes)
    .slice(0, most);
}
