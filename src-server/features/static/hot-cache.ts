import type { Exchange } from '../../pipeline/exchange.ts';
import type { HotAnswer } from './hot-answer.ts';
import type { HotRequest } from './hot-request.ts';
import type { ProofCheck, StandingProof, Turn } from './proof.ts';
import { CONTENT_FIELDS, fieldOf, withoutFields } from './sent-fields.ts';

const BUDGET_BYTES = 64 * 1024 * 1024;
/** What an entry costs beside its bodies, roughly: paths, fields, maps. */
const ENTRY_BYTES = 4096;
/** Nobody asks again and again for what takes longer to say; strange clients could fill the memory with it. */
const MAX_KEY_LENGTH = 2048;
/** Forms of one target kept side by side: one per spelling of `Accept-Encoding`; browsers share few. */
const VARIANTS = 8;

/** Request fields that a kept answer may depend on. An answer whose `Vary` names another one is not kept. */
type Varying = 'accept' | 'acceptEncoding' | 'acceptLanguage' | 'secFetchDest';
const VARYING: Readonly<Record<string, Varying>> = {
  accept: 'accept',
  'accept-encoding': 'acceptEncoding',
  'accept-language': 'acceptLanguage',
  'sec-fetch-dest': 'secFetchDest',
};

/** A response that can be sent again as it is, in its three forms. */
export interface HotVariant {
  readonly proof: StandingProof;
  readonly entityTag: string | undefined;
  readonly lastModified: string | undefined;
  /** Undefined, like the next, where only a 304 was sent so far. */
  readonly whole: HotAnswer | undefined;
  readonly headOnly: HotAnswer | undefined;
  readonly notModified: HotAnswer;
}

interface Entry {
  readonly varying: readonly Varying[];
  readonly variants: Map<string, HotVariant>;
  bytes: number;
  used: boolean;
}

/** Whole responses by request target, kept apart by what their `Vary` names. */
export class HotCache {
  readonly #check: ProofCheck;
  readonly #entries = new Map<string, Entry>();
  #bytes = 0;

  constructor(check: ProofCheck) {
    this.#check = check;
  }

  has(target: string): boolean {
    return this.#entries.has(target);
  }

  /** The answer to a target, if one is kept for these fields and is still right. */
  find(target: string, asked: HotRequest, turn: Turn): HotVariant | undefined {
    const entry = this.#entries.get(target);
    const variant = entry?.variants.get(variantKey(entry.varying, asked));
    if (!entry || !variant) return undefined;
    if (!this.#check.holds(variant.proof, turn)) {
      this.#remove(target, entry); // the other variants rest on the same file, or on one that was made of it
      return undefined;
    }
    entry.used = true;
    return variant;
  }

  /** Keeps what was just sent, if it may be sent again. */
  keep(target: string, exchange: Exchange): void {
    const isNotModified = exchange.sentStatus === 304;
    const body = isNotModified ? undefined : exchange.wholeContent;
    if (!body && !isNotModified) return;
    const varying = varyingFields(exchange.sentFields);
    if (!varying || fieldOf(exchange.sentFields, 'connection') !== undefined) return;
    const key = keyOf(exchange, varying);
    if (target.length + key.length > MAX_KEY_LENGTH) return;
    const entry = this.#entries.get(target) ?? { varying, variants: new Map(), bytes: ENTRY_BYTES, used: false };
    if (entry.variants.size >= VARIANTS || entry.varying.join() !== varying.join()) return;
    if (!body && entry.variants.has(key)) return; // the whole answer is known, that of a 304 with it
    const proof = exchange.proof && this.#check.accept(exchange.proof);
    if (!proof) return;
    this.#add(target, entry);
    const more = (body?.byteLength ?? 0) - (entry.variants.get(key)?.whole?.contentBytes ?? 0);
    entry.variants.set(key, variantOf(exchange, body, proof));
    entry.bytes += more;
    this.#bytes += more;
    this.#evict();
  }

  #add(target: string, entry: Entry): void {
    if (this.#entries.has(target)) return;
    this.#entries.set(target, entry);
    this.#bytes += ENTRY_BYTES;
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

/** @returns undefined if the answer depends on a field that is not looked at here */
function varyingFields(sent: readonly string[]): Varying[] | undefined {
  const names = (fieldOf(sent, 'vary') ?? '').toLowerCase().split(',');
  const fields = names.map((name) => name.trim()).filter((name) => name !== '');
  const known = fields.map((name) => VARYING[name]);
  return known.every((field) => field !== undefined) ? known : undefined;
}

function keyOf(exchange: Exchange, varying: readonly Varying[]): string {
  return variantKey(varying, {
    accept: exchange.field('accept') ?? '',
    acceptEncoding: exchange.field('accept-encoding') ?? '',
    acceptLanguage: exchange.field('accept-language') ?? '',
    secFetchDest: exchange.field('sec-fetch-dest') ?? '',
  });
}

function variantKey(varying: readonly Varying[], asked: Pick<HotRequest, Varying>): string {
  const [first, second] = varying;
  if (first === undefined) return '';
  return second === undefined ? asked[first] : varying.map((name) => asked[name]).join('\n');
}

function variantOf(exchange: Exchange, body: Uint8Array | undefined, proof: StandingProof): HotVariant {
  const fields = exchange.sentFields;
  const headOnly: HotAnswer = {
    status: exchange.sentStatus,
    fields,
    fieldSteps: exchange.fieldSteps,
    mediaType: exchange.responseTap?.mediaType,
    file: exchange.file,
    absentPath: exchange.sentStatus === 404 ? exchange.proof?.absentPaths[0] : undefined,
    body: undefined,
    contentBytes: 0,
  };
  return {
    proof,
    entityTag: fieldOf(fields, 'etag'),
    lastModified: body ? fieldOf(fields, 'last-modified') : provenDate(exchange),
    whole: body && { ...headOnly, body, contentBytes: body.byteLength },
    headOnly: body && headOnly,
    notModified: { ...headOnly, status: 304, fields: withoutFields(fields, CONTENT_FIELDS) },
  };
}

/** A 304 does not tell its date. The one that it was the answer to serves as well: who has that, or a later one, is up to date. */
function provenDate(exchange: Exchange): string | undefined {
  return exchange.field('if-none-match') === undefined ? exchange.field('if-modified-since') : undefined;
}
