import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { ROOT, STARTED_IN } from '../project.ts';
import { sandboxSwitches } from '../sandbox.ts';

const END_LIMIT_MS = 5_000; // it may be asking whether to cut transfers: nobody wants to answer that while working

/** The app while it is worked on: one Electron at a time, because only one may hold the app's lock and ports. */
export class AppProcess {
  /** The person closed the app: it was not restarted or stopped from here. */
  onQuit: () => void = () => {};
  readonly #electron: string;
  readonly #env: NodeJS.ProcessEnv;
  #child: ChildProcess | undefined;
  #ended: Promise<unknown> = Promise.resolve();
  #starts = 0;

  constructor(electron: string, env: NodeJS.ProcessEnv) {
    this.#electron = electron;
    this.#env = env;
  }

  async restart(): Promise<void> {
    const start = ++this.#starts;
    this.stop();
    await this.#ended;
    if (start === this.#starts) this.#start(); // else another change came while the old one ended
  }

  stop(): void {
    const child = this.#child;
    if (child === undefined) return;
    this.#child = undefined;
    const limit = setTimeout(() => child.kill('SIGKILL'), END_LIMIT_MS);
    this.#ended = once(child, 'exit').finally(() => clearTimeout(limit));
    child.kill('SIGTERM');
  }

  #start(): void {
    const args = [...sandboxSwitches(this.#electron), ROOT, ...process.argv.slice(2)];
    const child = spawn(this.#electron, args, { cwd: STARTED_IN, env: this.#env, stdio: 'inherit' });
    this.#child = child;
    child.once('exit', () => {
      if (this.#child !== child) return;
      this.#child = undefined;
      this.onQuit();
    });
  }
}
