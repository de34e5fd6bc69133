import { dirname } from 'node:path';
import { builtin } from '../../builtin.ts';
import { errorCode, isShortage } from '../../errors.ts';
import type { Script } from './find-script.ts';
import { ScriptFault } from './script-fault.ts';
import type { Command, Event } from './script-messages.ts';
import { ScriptInput, ScriptOutput } from './script-streams.ts';
import { type Ask, type Listener, startScript } from './script-thread.ts';

/** A script that runs, in a process group of its own. */
export class RunningScript implements Listener {
  #onStarted: () => void = () => undefined;
  #onFailed: (error: Error) => void = () => undefined;
  #onExited: () => void = () => undefined;
  /** Rejects with a `ScriptFault` if the program could not be started, or with the system's error when it is short of means. */
  readonly started = new Promise<void>((resolve, reject) => {
    this.#onStarted = resolve;
    this.#onFailed = reject;
  });
  readonly exited = new Promise<void>((resolve) => {
    this.#onExited = resolve;
  });
  readonly input: ScriptInput;
  readonly output: ScriptOutput;
  readonly #report: (line: string) => void;
  readonly #ask: Ask;
  readonly #pid = new Int32Array(new SharedArrayBuffer(4));
  #unwanted = false;

  /**
   * @param report gets what the script writes to its error output, line by line
   * @throws the system's error when it is short of means
   */
  constructor(script: Script, env: Record<string, string>, report: (line: string) => void) {
    this.started.catch(() => undefined);
    this.#report = report;
    this.#ask = startScript({ ask: 'start', command: commandOf(script, env), pid: this.#pid }, this);
    this.input = new ScriptInput(this.#ask);
    this.output = new ScriptOutput(this.#ask);
  }

  receive(event: Event): void {
    switch (event.told) {
      case 'started':
        if (this.#unwanted) this.kill();
        this.#onStarted();
        break;
      case 'failed':
        this.#fail(Object.assign(new Error(event.message), { code: event.code }), 'it could not be started');
        break;
      case 'output':
        this.output.add(event.bytes);
        break;
      case 'output-end':
        this.output.end(event.problem === undefined ? undefined : new Error(event.problem));
        break;
      case 'errors':
        event.lines.forEach(this.#report);
        break;
      case 'wrote':
        this.input.wrote(event);
        break;
      case 'input-closed':
        this.input.destroy();
        break;
      case 'exited':
        this.input.destroy();
        this.#onExited();
        break;
    }
  }

  lose(error: Error): void {
    this.#fail(error, 'the thread that started it is gone');
    this.kill();
  }

  /** Ends the script and whatever it started, as soon as it has been started. */
  kill(): void {
    this.#unwanted = true;
    const pid = Atomics.load(this.#pid, 0);
    if (pid === 0) return;
    if (process.platform === 'win32') {
      endTree(pid);
      return;
    }
    endGroup(pid);
    this.output.end(new Error('the script was ended'));
    this.#ask({ ask: 'stop-reading' });
  }

  #fail(error: Error, what: string): void {
    const failure = isShortage(error) ? error : new ScriptFault(500, `${what}: ${error.message}`);
    this.#onFailed(failure);
    this.output.end(failure);
    this.input.destroy();
    this.#onExited();
  }
}

/** Never a shell, and never the query as arguments (CVE-2012-1823). */
function commandOf({ interpreter, file }: Script, env: Record<string, string>): Command {
  return {
    program: interpreter ?? file,
    args: interpreter === undefined ? [] : [file],
    options: {
      cwd: dirname(file),
      env,
      detached: process.platform !== 'win32', // leader of a new group: its children can be ended with it
      windowsHide: true,
    },
  };
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // Gone already; or it runs as another user by now, and ends when nobody reads what it writes
    if (!['ESRCH', 'EPERM'].includes(errorCode(error) ?? '')) throw error;
  }
}

function endTree(pid: number): void {
  const args = ['/T', '/F', '/PID', String(pid)];
  builtin.childProcess.execFile('taskkill', args, { windowsHide: true }, () => undefined);
}
