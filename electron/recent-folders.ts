const KEPT = 8;

/** The newest first, each once. */
export function withRecent(recent: readonly string[], added: readonly string[]): string[] {
  return [...new Set([...added.toReversed(), ...recent])].slice(0, KEPT);
}
