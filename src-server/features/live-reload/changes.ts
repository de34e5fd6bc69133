import { existsSync } from 'node:fs';
import { sep } from 'node:path';
import { isEditorFile } from '../../files/watch-tree.ts';

export interface Change {
  /** Decoded URL paths of the style sheets that alone have changed; absent = load the page again. */
  readonly styles?: readonly string[];
}

/** Builds write many files in a row: pages hear of it once they are done, at the latest after the longer time. */
const QUIET_MS = 80;
const PATIENCE_MS = 2_000;

/** Gathers changed files into one message. */
export class Changes {
  readonly #places: readonly { readonly at: string; readonly root: string }[];
  readonly #announce: (change: Change) => void;
  readonly #paths = new Set<string>();
  #quiet: NodeJS.Timeout | undefined;
  #patience: NodeJS.Timeout | undefined;

  /** @param places URL prefixes without a slash at the end, and the folders they show */
  constructor(places: readonly { readonly at: string; readonly root: string }[], announce: (change: Change) => void) {
    this.#places = places;
    this.#announce = announce;
  }

  add(path: string): void {
    // A source map comes with its file.
    if (isEditorFile(path) || path.endsWith('.map')) return;
    this.#paths.add(path);
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => this.#send(), QUIET_MS);
    this.#patience ??= setTimeout(() => this.#send(), PATIENCE_MS);
  }

  close(): void {
    clearTimeout(this.#quiet);
    clearTimeout(this.#patience);
  }

  #send(): void {
    this.close();
    this.#patience = undefined;
    const paths = this.#lasting();
    this.#paths.clear();
    const areStyles = paths.every((path) => path.toLowerCase().endsWith('.css'));
    this.#announce(areStyles ? { styles: paths.flatMap((path) => this.#urlPaths(path)) } : {});
  }

  /** Without the files that were written beside others, to be renamed to their names; all, if none is there any more. */
  #lasting(): string[] {
    const present = [...this.#paths].filter((path) => existsSync(path));
    return present.length > 0 ? present : [...this.#paths];
  }

  /** A file may be seen under several addresses. */
  #urlPaths(path: string): string[] {
    return this.#places
      .filter(({ root }) => path === root || path.startsWith(root + sep))
      .map(
        ({ at, root }) =>
          `${at}/${path
            .slice(root.length + 1)
            .split(sep)
            .join('/')}`,
      );
  }
}
