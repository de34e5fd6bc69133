import { accessSync, constants, statSync } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { errorCode, ServerError } from '../errors.ts';
import { Disk } from './disk.ts';

export type RootState = 'ok' | 'missing' | 'denied' | 'unsuitable';

/** A look every two seconds costs nothing and needs no help of the platform. */
const LOOK_EVERY_MS = 2_000;

/** Whether a root can be served now. */
export async function rootState(root: string, disk = new Disk()): Promise<RootState> {
  try {
    const stats = await disk.ask(
      () => statSync(root),
      () => stat(root),
    );
    if (!stats.isDirectory() && !stats.isFile()) return 'unsuitable';
    const mode = constants.R_OK | (stats.isDirectory() ? constants.X_OK : 0);
    await disk.ask(
      () => accessSync(root, mode),
      () => access(root, mode),
    );
    return 'ok';
  } catch (error) {
    return errorCode(error) === 'EACCES' || errorCode(error) === 'EPERM' ? 'denied' : 'missing';
  }
}

/** @throws ServerError for a root that cannot be served */
export function assertServable(root: string, state: RootState): void {
  if (state === 'missing') throw new ServerError('ROOT_MISSING', { root });
  if (state === 'denied') throw new ServerError('ROOT_DENIED', { root });
  if (state === 'unsuitable') throw new ServerError('ROOT_UNSUITABLE', { root });
}

/** What is served, looked at again and again while the server runs: folders go, and come back by themselves. */
export class ServedRoot {
  readonly #onChange: () => void;
  #state: RootState = 'ok';
  #timer: NodeJS.Timeout | undefined;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** What visitors meet: a place that holds something else now is as good as gone. */
  get state(): Exclude<RootState, 'unsuitable'> {
    return this.#state === 'unsuitable' ? 'missing' : this.#state;
  }

  /** @param state as it was just seen */
  watch(root: string, state: RootState): void {
    this.stop();
    this.#state = state;
    const look = async () => {
      const now = await rootState(root, new Disk({ canHang: true })); // nobody waits for it: never on the event loop
      if (this.#timer !== timer || now === this.#state) return;
      this.#state = now;
      this.#onChange();
    };
    const timer = setInterval(() => void look(), LOOK_EVERY_MS).unref();
    this.#timer = timer;
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
