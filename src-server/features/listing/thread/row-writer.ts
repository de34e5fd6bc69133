import type { Entry } from '../entry.ts';

/** Writes the entries of one folder, one part of them after the other. */
export interface RowWriter {
  /** @param entries at least one */
  write(entries: readonly Entry[]): string;
}
