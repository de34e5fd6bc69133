import type { ExchangeRecord } from '../../../src-server/log/record.ts';
import type { Predicate } from './filter.ts';
import { MatchingRows } from './matching-rows.ts';
import type { RequestLog } from './request-log.ts';
import { shortType } from './short-type.ts';

/** A request without a referer still belongs to the page that its client opened just before. */
const SAME_LOAD_MS = 3_000;
/** Pages whose parts may still come. */
const MOST_CLIENTS = 500;

/** A page and what it fetched, or a single row. */
interface Entry {
  /** How many entries came before it, gone ones too. */
  readonly ordinal: number;
  readonly position: number;
  readonly members: number[];
  bytes: number;
  open: boolean;
}

interface OpenPage {
  readonly entry: Entry;
  readonly path: string;
  readonly timeMs: number;
}

export interface PageLoad {
  readonly count: number;
  readonly bytes: number;
  readonly open: boolean;
}

/** The rows of a log with the parts of a page folded under it. As `MatchingRows`, by index of what is shown. */
export class PageLoads {
  readonly #log: RequestLog;
  readonly #rows: MatchingRows;
  #entries: Entry[] = [];
  /** In the order in which they stand. */
  #opened: Entry[] = [];
  #entriesGone = 0;
  #byPosition = new Map<number, Entry>();
  #pages = new Map<string, OpenPage>();
  #taken = 0;
  #start = 0;
  #removed = 0;

  constructor(log: RequestLog, matches: Predicate | undefined) {
    this.#log = log;
    this.#rows = new MatchingRows(log, matches);
  }

  sync(end: number): this {
    this.#rows.sync(end);
    const start = Math.min(this.#log.start, end);
    if (start < this.#start || end < this.#taken) this.#restart();
    for (let index = this.#rows.indexOf(this.#taken); index < this.#rows.count; index += 1) this.#take(index);
    this.#taken = end;
    this.#start = start;
    const kept = this.#entries.findIndex(({ position }) => position >= start);
    const gone = kept < 0 ? this.#entries.length : kept;
    for (const entry of this.#entries.splice(0, gone)) this.#forget(entry);
    return this;
  }

  get count(): number {
    return this.#entries.length + this.#opened.reduce((sum, { members }) => sum + members.length, 0);
  }

  get matchCount(): number {
    return this.#rows.count;
  }

  get removed(): number {
    return this.#removed;
  }

  positionAt(index: number): number {
    const { entry, member } = this.#find(index);
    return (member === undefined ? entry?.position : entry?.members[member]) ?? -1;
  }

  at(index: number): ExchangeRecord | undefined {
    return this.#log.rows.at(this.positionAt(index));
  }

  all(): readonly ExchangeRecord[] {
    return this.#rows.all();
  }

  indexOf(position: number): number {
    const wanted = this.#byPosition.get(position);
    let shift = 0;
    for (const entry of this.#opened) {
      if (wanted && wanted.ordinal <= entry.ordinal) break;
      const member = wanted ? -1 : entry.members.indexOf(position);
      if (member >= 0) return this.#indexOf(entry) + shift + 1 + member;
      shift += entry.members.length;
    }
    return wanted ? this.#indexOf(wanted) + shift : Math.max(0, this.count - 1);
  }

  /** Undefined for a row that fetched nothing. */
  loadAt(index: number): PageLoad | undefined {
    const { entry, member } = this.#find(index);
    if (!entry || member !== undefined || entry.members.length === 0) return undefined;
    return { count: entry.members.length, bytes: entry.bytes, open: entry.open };
  }

  isPart(index: number): boolean {
    return this.#find(index).member !== undefined;
  }

  toggle(position: number): void {
    const entry = this.#byPosition.get(position);
    if (!entry) return;
    entry.open = !entry.open;
    const others = this.#opened.filter((one) => one !== entry);
    this.#opened = entry.open ? [...others, entry].sort((a, b) => a.ordinal - b.ordinal) : others;
  }

  #find(index: number): { readonly entry: Entry | undefined; readonly member?: number } {
    let shift = 0;
    for (const entry of this.#opened) {
      const at = this.#indexOf(entry);
      if (index <= at + shift) break;
      if (index <= at + shift + entry.members.length) return { entry, member: index - at - shift - 1 };
      shift += entry.members.length;
    }
    return { entry: this.#entries[index - shift] };
  }

  #indexOf({ ordinal }: Entry): number {
    return ordinal - this.#entriesGone;
  }

  #forget({ position, members, open }: Entry): void {
    this.#entriesGone += 1;
    this.#removed += 1 + (open ? members.length : 0);
    this.#byPosition.delete(position);
    if (open) this.#opened = this.#opened.filter((entry) => entry.position !== position);
  }

  #take(index: number): void {
    const position = this.#rows.positionAt(index);
    const record = this.#rows.at(index);
    if (!record) return;
    const page = this.#pageOf(record);
    if (page) {
      page.entry.members.push(position);
      page.entry.bytes += record.contentBytes;
      return;
    }
    const ordinal = this.#entriesGone + this.#entries.length;
    const entry: Entry = { ordinal, position, members: [], bytes: record.contentBytes, open: false };
    this.#entries.push(entry);
    this.#byPosition.set(position, entry);
    if (!isPage(record)) return;
    if (this.#pages.size >= MOST_CLIENTS) this.#pages.clear();
    this.#pages.set(clientOf(record), { entry, path: pathOf(record.target), timeMs: record.timeMs });
  }

  #pageOf(record: ExchangeRecord): OpenPage | undefined {
    const page = this.#pages.get(clientOf(record));
    if (!page || isPage(record)) return undefined;
    if (record.referer !== undefined) return refererPath(record.referer) === page.path ? page : undefined;
    return record.timeMs - page.timeMs <= SAME_LOAD_MS ? page : undefined;
  }

  #restart(): void {
    this.#entries = [];
    this.#opened = [];
    this.#entriesGone = 0;
    this.#byPosition.clear();
    this.#pages.clear();
    this.#taken = 0;
  }
}

function isPage(record: ExchangeRecord): boolean {
  const answered = record.status < 300 || record.status === 304;
  return record.method === 'GET' && answered && shortType(record) === 'html';
}

/** Two browsers on one device load two pages. */
function clientOf({ client, userAgent = '' }: ExchangeRecord): string {
  return `${client} ${userAgent}`;
}

function pathOf(target: string): string {
  return target.split('?', 1)[0] ?? target;
}

function refererPath(referer: string): string | undefined {
  return URL.canParse(referer) ? new URL(referer).pathname : undefined;
}
