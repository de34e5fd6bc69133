import { nameOf, shownPath } from './engine/server-view.ts';
import type { RecentFolder } from './ipc/contract.ts';

const KEPT = 8;

/** The newest first, each once. */
export function withRecent(recent: readonly string[], added: readonly string[]): string[] {
  return [...new Set([...added.toReversed(), ...recent])].slice(0, KEPT);
}

/** As the page shows them. */
export function shownRecent(paths: readonly string[], home: string): RecentFolder[] {
  return paths.map((path) => ({ path, shownPath: shownPath(path, home), name: nameOf(path) }));
}
