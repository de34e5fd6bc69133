/** Name → value, or all values where a name is repeated. */
export type NameValues = Record<string, string | string[]>;

/** Collects pairs without a prototype: a client may send any name, `__proto__` too. */
export function collectNameValues(pairs: Iterable<readonly [string, string]>): NameValues {
  const collected = new Map<string, string | string[]>();
  for (const [name, value] of pairs) {
    const present = collected.get(name);
    // Added in place: a copy for each of many thousand equal names would take minutes
    if (Array.isArray(present)) present.push(value);
    else collected.set(name, present === undefined ? value : [present, value]);
  }
  return Object.fromEntries(collected);
}
