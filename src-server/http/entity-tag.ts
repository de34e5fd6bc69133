/** An entity tag as a client sent it. `opaque` is RFC 9110's opaque-tag: the quotes belong to it. */
export interface EntityTag {
  readonly opaque: string;
  readonly weak: boolean;
}

/**
 * Strong validator from size and modification time. RFC 9110 §8.8.1 allows a timestamp as a strong validator only if it
 * cannot repeat within its own resolution; `mtimeNs` is in nanoseconds, so two writes in one second differ.
 * The "-" keeps (1, 23) and (12, 3) apart.
 * @param coding content coding of the representation; each coding has its own bytes, so its own tag (§8.8.3.3)
 */
export function entityTag(
  { size, mtimeNs }: { readonly size: bigint | number; readonly mtimeNs: bigint },
  coding?: string,
): string {
  return `"${size.toString(36)}-${mtimeNs.toString(36)}${coding === undefined ? '' : `-${coding}`}"`;
}

/** RFC 9110 §8.8.3: `W/` is case-sensitive; etagc is any visible character but DQUOTE, and obs-text. */
const ENTITY_TAG = /(W\/)?("[!#-~\u0080-\u00ff]*")[ \t]*(?=,|$)/y;

/**
 * The tags of `If-Match` or `If-None-Match`. A malformed member, such as a tag without quotes, is left out: it then
 * matches nothing, which makes If-Match fail and If-None-Match send the content, the safe outcome of both.
 */
export function parseEntityTags(field: string): '*' | readonly EntityTag[] {
  if (/^[ \t]*\*[ \t]*$/.test(field)) return '*';
  const tags: EntityTag[] = [];
  for (let position = 0; position < field.length; ) {
    const character = field[position];
    if (character === ',' || character === ' ' || character === '\t') {
      position++;
      continue;
    }
    ENTITY_TAG.lastIndex = position;
    const match = ENTITY_TAG.exec(field);
    if (match) tags.push({ opaque: match[2] ?? '', weak: match[1] !== undefined });
    const next = match ? ENTITY_TAG.lastIndex : field.indexOf(',', position);
    position = next === -1 ? field.length : next;
  }
  return tags;
}

/**
 * RFC 9110 §8.8.3.2 strong comparison: both strong and equal.
 * @param entityTag the current tag, in full; a weak one starts with `W/` and so never equals an opaque-tag
 */
export const strongMatch = (tag: EntityTag, entityTag: string): boolean => !tag.weak && tag.opaque === entityTag;

/** RFC 9110 §8.8.3.2 weak comparison: the opaque-tags are equal. */
export const weakMatch = (tag: EntityTag, entityTag: string): boolean =>
  tag.opaque === (entityTag.startsWith('W/') ? entityTag.slice(2) : entityTag);
