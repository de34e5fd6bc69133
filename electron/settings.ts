import { EventEmitter } from 'node:events';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode } from '../src-server/errors.ts';
import { writeAtomically } from './atomic-file.ts';
import { readStored, type StoredState, storedState, writeStored } from './settings-shape.ts';

interface SettingsEvents {
  /** The file could not be written; what is in memory goes on. */
  unwritable: [error: Error];
}

/** Everything that survives a restart, in one file that is written whole after each change. */
export class Settings extends EventEmitter<SettingsEvents> {
  readonly path: string;
  /** Where an unreadable file was put, when there was one at the start. */
  readonly setAside: string | undefined;
  #state: StoredState;
  #dirty = false;
  #written = '';
  #writing: Promise<void> | undefined;

  private constructor(path: string, state: StoredState, setAside: string | undefined) {
    super();
    this.path = path;
    this.#state = state;
    this.setAside = setAside;
  }

  static async open(path: string): Promise<Settings> {
    await mkdir(dirname(path), { recursive: true });
    const text = await readFile(path, 'utf8').catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    });
    if (text === undefined) return new Settings(path, storedState.parse({}), undefined);
    try {
      return new Settings(path, readStored(text), undefined);
    } catch {
      return new Settings(path, storedState.parse({}), await putAside(path));
    }
  }

  get state(): StoredState {
    return this.#state;
  }

  update(change: Partial<StoredState>): void {
    this.#state = { ...this.#state, ...change };
    this.#dirty = true;
    this.#writing ??= this.#write();
  }

  /** Resolves when everything that was changed is on the disk. */
  async flush(): Promise<void> {
    await this.#writing;
  }

  /** One write at a time; changes made meanwhile share the next one. */
  async #write(): Promise<void> {
    while (this.#dirty) {
      await Promise.resolve(); // what changes in the same turn is written once
      this.#dirty = false;
      const text = writeStored(this.#state);
      if (text === this.#written) continue;
      this.#written = text;
      await writeAtomically(this.path, text).catch((error: Error) => this.emit('unwritable', error));
    }
    this.#writing = undefined;
  }
}

/** Keeps the unreadable file under a name that says what it is and when it was found. */
async function putAside(path: string): Promise<string> {
  const stamp = new Date().toISOString().replace(/[:.]/g, '-');
  const aside = path.replace(/(\.json)?$/, `.unreadable-${stamp}.json`);
  await rename(path, aside);
  return aside;
}
