import { splitList, trimOws } from './fields.ts';

/** One member of an `Accept…` field. */
interface Preference {
  /** Media range or language range, lower case, without parameters. */
  readonly range: string;
  readonly parameters: readonly string[];
  readonly weight: number;
}

/** RFC 9110 §12.4.2. */
const WEIGHT = /^q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/i;

/** Members in the order sent; those with a malformed weight are left out. */
function parsePreferences(field: string | undefined): Preference[] {
  return splitList(field).flatMap((member) => {
    const [range = '', ...parameters] = member.toLowerCase().split(';').map(trimOws);
    const q = parameters.find((parameter) => parameter.startsWith('q='));
    const weight = q === undefined ? 1 : Number(WEIGHT.exec(q)?.[1] ?? Number.NaN);
    if (range === '' || Number.isNaN(weight)) return [];
    // A charset in Accept means nothing (§12.5.1), but clients send it; it must not keep a type from matching
    const relevant = parameters.filter((parameter) => parameter !== q && !parameter.startsWith('charset='));
    return [{ range, parameters: relevant, weight }];
  });
}

/**
 * RFC 9110 §12.5.1: the offered media type the client likes best. Of equal weights the one named more precisely wins
 * ("application/json" beside a wildcard wants JSON), then the order offered. No usable field: the first offered;
 * `undefined`: none will do.
 */
export function preferredMediaType<T extends string>(accept: string | undefined, offered: readonly T[]): T | undefined {
  const preferences = parsePreferences(accept).filter(({ range }) => range.includes('/'));
  if (preferences.length === 0) return offered[0];
  let best: { mediaType?: T; weight: number; specificity: number } = { weight: 0, specificity: 0 };
  for (const mediaType of offered) {
    const { weight, specificity } = rate(mediaType, preferences);
    const better = weight > best.weight || (weight === best.weight && specificity > best.specificity);
    if (weight > 0 && better) best = { mediaType, weight, specificity };
  }
  return best.mediaType;
}

/** The weight the most specific matching range gives; of equally specific ones the highest; 0 if none matches. */
function rate(mediaType: string, preferences: readonly Preference[]): { weight: number; specificity: number } {
  let weight = 0;
  let specificity = 0;
  for (const preference of preferences) {
    const own = specificityOf(preference, mediaType);
    if (own === 0 || own < specificity) continue;
    weight = own > specificity ? preference.weight : Math.max(weight, preference.weight);
    specificity = own;
  }
  return { weight, specificity };
}

/** 0: no match; 1 for any type, 2 for any subtype, 3 for the type itself, more for each parameter. */
function specificityOf({ range, parameters }: Preference, mediaType: string): number {
  const [essence = '', ...given] = mediaType.toLowerCase().split(';').map(trimOws);
  if (!parameters.every((parameter) => given.includes(parameter))) return 0;
  if (range === essence) return 3 + parameters.length;
  if (range === `${essence.slice(0, essence.indexOf('/'))}/*`) return 2;
  return range === '*/*' ? 1 : 0;
}

/** Whether the client names this very type, not just a wildcard: a page load names text/html, a script's fetch does not. */
export function acceptsExplicitly(accept: string | undefined, mediaType: string): boolean {
  const wanted = mediaType.toLowerCase();
  return parsePreferences(accept).some(({ range, weight }) => range === wanted && weight > 0);
}

/**
 * RFC 4647 §3.4 lookup: each range, the most wanted first, is cut from the right until an offered tag is equal to it, so
 * "zh-Hans-CN" finds "zh". "*" says nothing about a language, so it finds the default too.
 * @param offered language tags; the first is the default
 */
export function preferredLanguage<T extends string>(
  acceptLanguage: string | undefined,
  offered: readonly [T, ...T[]],
): T {
  const wanted = parsePreferences(acceptLanguage)
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { range } of wanted) {
    for (let tag = range; tag !== ''; tag = tag.slice(0, Math.max(tag.lastIndexOf('-'), 0))) {
      const found = offered.find((candidate) => candidate.toLowerCase() === tag);
      if (found !== undefined) return found;
    }
  }
  return offered[0];
}
