import type { ServedFolder } from './served-folder.ts';

const RESTORABLE_MS = 10_000;

export interface Removed {
  readonly folder: ServedFolder;
  /** Its place in the list. */
  readonly index: number;
  /** It was on. */
  readonly wanted: boolean;
}

/** Servers that were taken from the list and can still be put back. */
export class RemovedServers {
  readonly #kept = new Map<string, Removed & { readonly timer: NodeJS.Timeout }>();
  readonly #forget: (folder: ServedFolder) => void;

  constructor(forget: (folder: ServedFolder) => void) {
    this.#forget = forget;
  }

  get folders(): readonly ServedFolder[] {
    return [...this.#kept.values()].map(({ folder }) => folder);
  }

  keep(removed: Removed): void {
    const { folder } = removed;
    const timer = setTimeout(() => {
      this.#kept.delete(folder.id);
      this.#forget(folder);
    }, RESTORABLE_MS);
    this.#kept.set(folder.id, { ...removed, timer });
  }

  takeBack(id: string): Removed | undefined {
    const removed = this.#kept.get(id);
    clearTimeout(removed?.timer);
    this.#kept.delete(id);
    return removed;
  }
}
