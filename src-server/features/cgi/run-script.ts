import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { dirname } from 'node:path';
import { builtin } from '../../builtin.ts';
import { errorCode, isShortage } from '../../errors.ts';
import type { Script } from './find-script.ts';
import { ScriptFault } from './script-fault.ts';

/** Bytes of a script's error output that reach the log. */
const MAX_ERROR_BYTES = 64 * 1024;

/** A script that runs, in a process group of its own. */
export class RunningScript {
  /** Without any streams if the system had no files left for them: wait for `started` first. */
  readonly child: ChildProcessWithoutNullStreams;
  /** Rejects with a `ScriptFault` if the program could not be started, or with the system's error when it is short of means. */
  readonly started: Promise<void>;
  readonly exited: Promise<void>;

  constructor(script: Script, env: Record<string, string>) {
    // Never a shell, and never the query as arguments (CVE-2012-1823).
    const [program, args] = script.interpreter ? [script.interpreter, [script.file]] : [script.file, []];
    this.child = builtin.childProcess.spawn(program, args, {
      cwd: dirname(script.file),
      env,
      detached: process.platform !== 'win32', // leader of a new group: its children can be ended with it
      windowsHide: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.started = new Promise((resolve, reject) => {
      this.child.once('spawn', () => {
        this.child.stdin.on('error', () => undefined); // a script need not read its content
        resolve();
      });
      this.child.once('error', (error) => {
        reject(isShortage(error) ? error : new ScriptFault(500, `it could not be started: ${error.message}`));
      });
    });
    this.started.catch(() => undefined);
    this.exited = new Promise((resolve) => this.child.once('exit', () => resolve()));
  }

  /** Ends the script and whatever it started. */
  kill(): void {
    const { pid } = this.child;
    if (pid === undefined) return;
    if (process.platform === 'win32') {
      builtin.childProcess.execFile(
        'taskkill',
        ['/T', '/F', '/PID', String(pid)],
        { windowsHide: true },
        () => undefined,
      );
      return;
    }
    try {
      process.kill(-pid, 'SIGKILL');
    } catch (error) {
      if (errorCode(error) !== 'ESRCH') throw error; // gone already
    }
    this.child.stdout.destroy(); // a process that left the group could keep it open
    this.child.stderr.destroy();
  }

  /** Passes what the script writes to its error output on, line by line. */
  reportErrors(report: (line: string) => void): void {
    let rest = '';
    let bytes = 0;
    const { stderr } = this.child;
    stderr.setEncoding('utf8');
    stderr.on('data', (text: string) => {
      bytes += text.length;
      if (bytes > MAX_ERROR_BYTES) return;
      const lines = (rest + text).split(/\r?\n/);
      rest = lines.pop() ?? '';
      for (const line of lines) if (line !== '') report(line);
    });
    stderr.once('close', () => {
      if (rest !== '') report(rest);
      if (bytes > MAX_ERROR_BYTES) report('(more of its error output was left out)');
    });
  }
}
