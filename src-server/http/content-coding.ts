import { splitList, trimOws } from './fields.ts';

export type ContentCoding = 'br' | 'zstd' | 'gzip';

/** How coded content begins: RFC 1952 §2.3.1, RFC 8878 §3.1.1. Brotli has no such mark. */
const MAGIC: Record<ContentCoding, readonly number[]> = { br: [], zstd: [0x28, 0xb5, 0x2f, 0xfd], gzip: [0x1f, 0x8b] };

/** RFC 9110 §12.4.2: 0 to 1 with at most three decimals. */
const WEIGHT = /^q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/i;

/**
 * RFC 9110 §12.5.3. The coding to send, `identity`, or `undefined` when identity is refused and nothing else acceptable
 * is available. Without the field any coding would be allowed, but a client that does not ask seldom can decode.
 * @param available codings at hand, the best first: it decides between equal weights
 */
export function negotiateCoding(
  acceptEncoding: string | undefined,
  available: readonly ContentCoding[],
): ContentCoding | 'identity' | undefined {
  const weights = parseWeights(acceptEncoding);
  const wildcard = weights.get('*');
  let best: ContentCoding | undefined;
  let bestWeight = 0;
  for (const coding of available) {
    const weight = weights.get(coding) ?? wildcard ?? 0;
    if (weight > bestWeight) [best, bestWeight] = [coding, weight];
  }
  const identityWeight = weights.get('identity') ?? wildcard;
  if (best && bestWeight >= (identityWeight ?? 0)) return best;
  return identityWeight === 0 ? undefined : 'identity'; // not mentioned: acceptable, but the least preferred
}

/** Coding (lower case) → weight. Malformed members are ignored; of repeated ones the highest weight counts. */
function parseWeights(field: string | undefined): Map<string, number> {
  const weights = new Map<string, number>();
  for (const member of splitList(field)) {
    const [name = '', parameter, ...more] = member.split(';').map(trimOws);
    const weight = parameter === undefined ? 1 : Number(WEIGHT.exec(parameter)?.[1] ?? Number.NaN);
    if (name === '' || more.length > 0 || Number.isNaN(weight)) continue;
    const coding = name.toLowerCase() === 'x-gzip' ? 'gzip' : name.toLowerCase(); // §8.4.1.3: an alias
    weights.set(coding, Math.max(weight, weights.get(coding) ?? 0));
  }
  return weights;
}

/** Whether content can be of that coding. @param head its first bytes, four if it has as many */
export function beginsAs(coding: ContentCoding, head: Uint8Array): boolean {
  return head.length > 0 && MAGIC[coding].every((byte, i) => head[i] === byte);
}
