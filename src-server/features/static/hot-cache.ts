import { statSync } from 'node:fs';
import type { Exchange } from '../../pipeline/exchange.ts';
import type { Representation } from './representation.ts';

const BUDGET_BYTES = 64 * 1024 * 1024;
/** Forms of one target kept side by side: one per spelling of `Accept-Encoding`; browsers share few. */
const VARIANTS = 8;
/** After this the whole way through the pipeline is taken once more: containment, siblings, policies. */
const RECHECK_MS = 5_000;
/** A file written this recently could change again within its timestamp's resolution: it is not kept yet. */
const SETTLED_MS = 50;
/** A look at the disk that takes longer than this must not be made on the event loop. */
const SLOW_STAT_MS = 4;
const SLOW_DISK_PAUSE_MS = 60_000;

/** A response that can be sent again as it is. */
export interface HotVariant {
  readonly fields: readonly string[];
  readonly fieldsNotModified: readonly string[];
  readonly entityTag: string;
  readonly body: Buffer;
  readonly mediaType: string | undefined;
}

export interface HotEntry {
  readonly path: string;
  readonly lastModifiedMs: number;
  readonly variants: Map<string, HotVariant>;
  readonly identity: FileIdentity;
  /** Places that held nothing and win when they do, such as an index file of a higher rank. */
  readonly absentPaths: readonly string[];
  readonly expiresAt: number;
  bytes: number;
  used: boolean;
  /** Number of the event loop turn in which the disk was last looked at. */
  checkedTurn: number;
}

interface FileIdentity {
  readonly ino: number;
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
}

/** Fields that describe content, which a 304 has none of (RFC 9110 §15.4.5). */
const CONTENT_FIELDS = new Set([
  'content-type',
  'content-length',
  'content-encoding',
  'last-modified',
  'accept-ranges',
]);

/**
 * Whole responses by request target, for the files that are asked for again and again: what the pipeline sent once is sent
 * again without it. An entry is used only while the file on the disk is the version that was sent: it is looked at once
 * per turn of the event loop, before any request that the turn brought is answered.
 */
export class HotCache {
  readonly #entries = new Map<string, HotEntry>();
  #bytes = 0;
  #turn = 0;
  #turnEnds = false;
  #pausedUntil = 0;

  /** The entry for a target, if what it holds is still true. */
  find(target: string): HotEntry | undefined {
    const entry = this.#entries.get(target);
    if (!entry) return undefined;
    if (entry.checkedTurn === this.#turn && this.#turnEnds) return entry;
    if (!this.#isCurrent(entry)) {
      this.#remove(target, entry);
      return undefined;
    }
    entry.checkedTurn = this.#turn;
    entry.used = true;
    this.#endTurnLater();
    return entry;
  }

  /** Keeps what was just sent, if it may be sent again. */
  keep(exchange: Exchange, representation: Representation, body: Buffer, absentPaths: readonly string[]): void {
    const { stat } = representation.file;
    const now = Date.now();
    if (exchange.target.form !== 'origin' || now < this.#pausedUntil) return;
    if (now - Number(stat.mtimeMs) < SETTLED_MS || now - Number(stat.ctimeMs) < SETTLED_MS) return;
    const target = exchange.request.url ?? '';
    const entry = this.#entryFor(target, representation, absentPaths);
    if (!entry || entry.variants.size >= VARIANTS) return;
    const fields = exchange.sentFields;
    const variant: HotVariant = {
      fields,
      fieldsNotModified: withoutContentFields(fields),
      entityTag: valueOfField(fields, 'etag') ?? '',
      body,
      mediaType: representation.mediaType.split(';')[0],
    };
    entry.variants.set(representation.varies ? (exchange.field('accept-encoding') ?? '') : '*', variant);
    entry.bytes += body.byteLength;
    this.#bytes += body.byteLength;
    this.#evict();
  }

  clear(): void {
    this.#entries.clear();
    this.#bytes = 0;
  }

  #entryFor(target: string, { path, file, lastModifiedMs }: Representation, absentPaths: readonly string[]) {
    const known = this.#entries.get(target);
    if (known) return known;
    const stats = this.#look(path);
    if (!stats || stats.ino !== Number(file.stat.ino) || stats.size !== Number(file.stat.size)) return undefined;
    const entry: HotEntry = {
      path,
      lastModifiedMs,
      variants: new Map(),
      identity: stats,
      absentPaths,
      expiresAt: performance.now() + RECHECK_MS,
      bytes: 512,
      used: false,
      checkedTurn: -1,
    };
    this.#entries.set(target, entry);
    return entry;
  }

  #isCurrent(entry: HotEntry): boolean {
    if (performance.now() > entry.expiresAt || Date.now() < this.#pausedUntil) return false;
    for (const path of entry.absentPaths) if (this.#look(path)) return false;
    const now = this.#look(entry.path);
    const { ino, size, mtimeMs, ctimeMs } = entry.identity;
    return now?.ino === ino && now.size === size && now.mtimeMs === mtimeMs && now.ctimeMs === ctimeMs;
  }

  /** Two microseconds on a local disk; on a slow one the cache is left alone for a while, as every look would block. */
  #look(path: string): FileIdentity | undefined {
    const before = performance.now();
    try {
      return statSync(path, { throwIfNoEntry: false });
    } catch {
      return undefined;
    } finally {
      if (performance.now() - before > SLOW_STAT_MS) this.#noteSlow();
    }
  }

  #slowLooks = 0;
  #noteSlow(): void {
    this.#slowLooks += 1;
    if (this.#slowLooks < 5) return; // one pause of the machine is no slow disk
    this.#slowLooks = 0;
    this.#pausedUntil = Date.now() + SLOW_DISK_PAUSE_MS;
  }

  /** Requests of one turn had all arrived before the look: they may share it. */
  #endTurnLater(): void {
    if (this.#turnEnds) return;
    this.#turnEnds = true;
    setImmediate(() => {
      this.#turnEnds = false;
      this.#turn += 1;
    });
  }

  #remove(target: string, entry: HotEntry): void {
    if (this.#entries.delete(target)) this.#bytes -= entry.bytes;
  }

  /** Second chance: entries used since the last pass survive it. */
  #evict(): void {
    while (this.#bytes > BUDGET_BYTES) {
      for (const [target, entry] of this.#entries) {
        if (this.#bytes <= BUDGET_BYTES) return;
        if (entry.used) entry.used = false;
        else this.#remove(target, entry);
      }
    }
  }
}

function withoutContentFields(fields: readonly string[]): string[] {
  return fields.filter((_, index) => !CONTENT_FIELDS.has((fields[index - (index % 2)] ?? '').toLowerCase()));
}

function valueOfField(fields: readonly string[], name: string): string | undefined {
  for (let i = 0; i < fields.length; i += 2) if (fields[i]?.toLowerCase() === name) return fields[i + 1];
  return undefined;
}
