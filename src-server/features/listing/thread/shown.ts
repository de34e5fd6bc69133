import { sep } from 'node:path';
import { TEMPORARY_PREFIX } from '../../../files/disk-file-space.ts';
import { privateFileTest } from '../../../files/private-files.ts';
import type { ShownNames } from './messages.ts';

/** Says which names of a folder visitors may know of. */
export class ShownTest {
  readonly #hidesDotfiles: boolean;
  readonly #start: string;
  /** Undefined in most folders: none of the private files lies there. */
  readonly #isPrivate: ((path: string) => boolean) | undefined;

  constructor({ dotfiles, privateFiles, folder }: ShownNames) {
    this.#hidesDotfiles = dotfiles === 'hide';
    this.#start = folder.endsWith(sep) ? folder : folder + sep;
    const isHere = (path: string) => path.startsWith(this.#start.toLowerCase());
    const names = privateFiles.names.filter(isHere);
    const logNames = privateFiles.logNames.filter(isHere);
    this.#isPrivate = names.length + logNames.length > 0 ? privateFileTest({ names, logNames }) : undefined;
  }

  passes(name: string): boolean {
    if (name.startsWith('.') && (this.#hidesDotfiles || name.startsWith(TEMPORARY_PREFIX))) return false;
    return !this.#isPrivate?.(this.#start + name);
  }
}
