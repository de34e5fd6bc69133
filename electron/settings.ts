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
  #failing = false;
  #writing: Promise<void> | undefined;

  private constructor(path: string, state: StoredState, setAside: string | undefined) {
    super();
    this.path = path;
    this.#state = state;
    this.setAside = setAside;
  }

  /** @throws Error in words when there is a file that may not be read: starting without it would overwrite it */
  static async open(path: string): Promise<Settings> {
    const text = await readIfThere(path);
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
      if (text !== this.#written) await this.#save(text);
    }
    this.#writing = undefined;
  }

  /** Said once, not at every change, until it works again. */
  async #save(text: string): Promise<void> {
    try {
      await writeAtomically(this.path, text);
      this.#written = text;
      this.#failing = false;
    } catch (error) {
      if (!this.#failing) this.emit('unwritable', error as Error);
      this.#failing = true;
    }
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    await mkdir(dirname(path), { recursive: true });
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw new Error(`Portico cannot start: its settings in ${path} cannot be read. Check who may read them.`, {
      cause: error,
    });
  }
}

/** Keeps the unreadable file under a name that says what it is and when it was found. */
async function putAside(path: string): Promise<string> {
  const stamp = new Date().toISOString().replace(/[:.]/g, '-');
  const aside = path.replace(/(\.json)?$/, `.unreadable-${stamp}.json`);
  await rename(path, aside);
  return aside;
}
