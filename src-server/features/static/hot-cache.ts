import { statSync } from 'node:fs';
import type { Exchange } from '../../pipeline/exchange.ts';

const BUDGET_BYTES = 64 * 1024 * 1024;
/** What an entry costs beside its bodies, roughly. */
const ENTRY_BYTES = 1024;
/** Forms of one target kept side by side: one per spelling of `Accept-Encoding`; browsers share few. */
const VARIANTS = 8;
/** After this the whole way through the pipeline is taken once more: containment, siblings, policies. */
const RECHECK_MS = 5_000;
/** A file written this recently could change again within its timestamp's resolution: it is not kept yet. */
const SETTLED_MS = 50;
/** A look at the disk that takes longer than this must not be made on the event loop. */
const SLOW_LOOK_MS = 4;
/** One pause of the machine is no slow disk; this many are. */
const SLOW_LOOKS = 5;
const SLOW_DISK_PAUSE_MS = 60_000;

/** Request fields that a kept answer may depend on. An answer whose `Vary` names another one is not kept. */
export interface VaryingFields {
  readonly accept: string;
  readonly acceptEncoding: string;
  readonly acceptLanguage: string;
}

const VARYING: Readonly<Record<string, keyof VaryingFields>> = {
  accept: 'accept',
  'accept-encoding': 'acceptEncoding',
  'accept-language': 'acceptLanguage',
};

/** What an answer rests on: while this is so on the disk, the same answer is right again. */
export interface Proof {
  /** The file that was sent, in the version that was sent. */
  readonly file?: { readonly path: string; readonly ino: number; readonly size: number; readonly mtimeMs: number };
  /** Places that held nothing and win when they do, such as an index file of a higher rank. */
  readonly absentPaths: readonly string[];
}

/** A response that can be sent again as it is. */
export interface HotVariant {
  readonly status: number;
  readonly fields: readonly string[];
  readonly fieldsNotModified: readonly string[];
  readonly entityTag: string | undefined;
  readonly lastModified: string | undefined;
  readonly mediaType: string | undefined;
  readonly file: string | undefined;
  readonly body: Uint8Array;
}

interface Entry {
  readonly proof: Proof;
  /** ctime tells changed rights, which size and mtime do not. */
  readonly ctimeMs: number | undefined;
  readonly varying: readonly (keyof VaryingFields)[];
  readonly variants: Map<string, HotVariant>;
  readonly expiresAt: number;
  bytes: number;
  used: boolean;
  /** Number of the event loop turn in which the disk was last looked at. */
  checkedTurn: number;
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
 * Whole responses by request target, for what is asked for again and again: what the pipeline sent once is sent again
 * without it. It keeps to `Vary`, and an entry is used only while its proof holds: the disk is looked at once per turn of
 * the event loop, before any request that the turn brought is answered.
 */
export class HotCache {
  readonly #entries = new Map<string, Entry>();
  #bytes = 0;
  #turn = 0;
  #turnEnds = false;
  #slowLooks = 0;
  #pausedUntil = 0;

  /** The answer to a target, if one is kept for these fields and is still right. */
  find(target: string, fields: VaryingFields): HotVariant | undefined {
    const entry = this.#entries.get(target);
    if (!entry) return undefined;
    if (entry.checkedTurn !== this.#turn || !this.#turnEnds) {
      if (!this.#isCurrent(entry)) {
        this.#remove(target, entry);
        return undefined;
      }
      entry.checkedTurn = this.#turn;
      entry.used = true;
      this.#endTurnLater();
    }
    return entry.variants.get(variantKey(entry.varying, fields));
  }

  /** Keeps what was just sent, if it may be sent again. */
  keep(exchange: Exchange): void {
    const { proof, wholeContent: body } = exchange;
    const target = exchange.request.url;
    const varying = varyingFields(exchange.sentFields);
    if (!proof || !body || !varying || target === undefined || Date.now() < this.#pausedUntil) return;
    const entry = this.#entries.get(target) ?? this.#create(target, proof, varying);
    if (!entry || entry.variants.size >= VARIANTS || entry.varying.join() !== varying.join()) return;
    const key = variantKey(varying, {
      accept: exchange.field('accept') ?? '',
      acceptEncoding: exchange.field('accept-encoding') ?? '',
      acceptLanguage: exchange.field('accept-language') ?? '',
    });
    entry.variants.set(key, variantOf(exchange, body));
    entry.bytes += body.byteLength;
    this.#bytes += body.byteLength;
    this.#evict();
  }

  #create(target: string, proof: Proof, varying: Entry['varying']): Entry | undefined {
    const now = proof.file && this.#look(proof.file.path);
    if (proof.file && !(now && isSameFile(proof.file, now) && isSettled(now))) return undefined;
    const entry: Entry = {
      proof,
      ctimeMs: now?.ctimeMs,
      varying,
      variants: new Map(),
      expiresAt: performance.now() + RECHECK_MS,
      bytes: ENTRY_BYTES,
      used: false,
      checkedTurn: -1,
    };
    this.#entries.set(target, entry);
    this.#bytes += ENTRY_BYTES;
    return entry;
  }

  #isCurrent({ proof, ctimeMs, expiresAt }: Entry): boolean {
    if (performance.now() > expiresAt || Date.now() < this.#pausedUntil) return false;
    for (const path of proof.absentPaths) if (this.#look(path)) return false;
    if (!proof.file) return true;
    const now = this.#look(proof.file.path);
    return now !== undefined && now.ctimeMs === ctimeMs && isSameFile(proof.file, now);
  }

  /** Two microseconds on a local disk; on a slow one the cache is left alone for a while, as every look would block. */
  #look(path: string): Stats | undefined {
    const before = performance.now();
    try {
      return statSync(path, { throwIfNoEntry: false });
    } catch {
      return undefined; // e.g. ENOTDIR: nothing is there
    } finally {
      if (performance.now() - before > SLOW_LOOK_MS) this.#noteSlowLook();
    }
  }

  #noteSlowLook(): void {
    this.#slowLooks += 1;
    if (this.#slowLooks < SLOW_LOOKS) return;
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

  #remove(target: string, entry: Entry): void {
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

interface Stats {
  readonly ino: number;
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
}

const isSameFile = (file: NonNullable<Proof['file']>, now: Stats): boolean =>
  now.ino === file.ino && now.size === file.size && Math.trunc(now.mtimeMs) === file.mtimeMs;

const isSettled = ({ mtimeMs, ctimeMs }: Stats): boolean => Date.now() - Math.max(mtimeMs, ctimeMs) >= SETTLED_MS;

/** @returns undefined if the answer depends on a field that is not looked at here */
function varyingFields(sent: readonly string[]): (keyof VaryingFields)[] | undefined {
  const names = (fieldValue(sent, 'vary') ?? '').toLowerCase().split(',');
  const fields = names.map((name) => name.trim()).filter((name) => name !== '');
  const known = fields.map((name) => VARYING[name]);
  return known.every((field) => field !== undefined) ? known : undefined;
}

function variantKey(varying: readonly (keyof VaryingFields)[], fields: VaryingFields): string {
  if (varying.length === 0) return '';
  if (varying.length === 1) return fields[varying[0] as keyof VaryingFields];
  return varying.map((name) => fields[name]).join('\n');
}

function variantOf(exchange: Exchange, body: Uint8Array): HotVariant {
  const fields = exchange.sentFields;
  return {
    status: exchange.sentStatus,
    fields,
    fieldsNotModified: fields.filter((_, i) => !CONTENT_FIELDS.has((fields[i - (i % 2)] ?? '').toLowerCase())),
    entityTag: fieldValue(fields, 'etag'),
    lastModified: fieldValue(fields, 'last-modified'),
    mediaType: exchange.responseTap?.mediaType,
    file: exchange.file,
    body,
  };
}

function fieldValue(fields: readonly string[], name: string): string | undefined {
  for (let i = 0; i < fields.length; i += 2) if (fields[i]?.toLowerCase() === name) return fields[i + 1];
  return undefined;
}
