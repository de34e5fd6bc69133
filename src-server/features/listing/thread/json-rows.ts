import type { Entry } from '../entry.ts';
import type { RowWriter } from './row-writer.ts';

/** Writes entries as elements of an array, `{name, kind, size, modified}` each. */
export class JsonRows implements RowWriter {
  #before = '';

  write(entries: readonly Entry[]): string {
    const text = entries.map((entry) => JSON.stringify(jsonEntry(entry))).join(',\n');
    const whole = this.#before + text;
    this.#before = ',\n';
    return whole;
  }
}

function jsonEntry({ name, kind, isFolder, size, modifiedMs }: Entry): Record<string, unknown> {
  return {
    name,
    kind,
    ...(isFolder || Number.isNaN(size) ? {} : { size }),
    ...(Number.isNaN(modifiedMs) ? {} : { modified: new Date(modifiedMs).toISOString() }),
  };
}
