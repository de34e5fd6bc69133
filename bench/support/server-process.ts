import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Core, pinned } from './cores.ts';
import { cpuMsOf, rssMbOf } from './proc.ts';

const READY_LIMIT_MS = 30_000;
const running = new Set<ServerProcess>();

export interface ServerCommand {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly port: number;
  /** Where stdout and stderr go: logs are written, as in real use, not thrown away. */
  readonly logFolder: string;
  readonly core?: Core;
  readonly env?: Readonly<Record<string, string>>;
}

/** A server under test, in a process group of its own. */
export class ServerProcess {
  readonly name: string;
  readonly url: string;
  readonly logFile: string;
  readonly #child: ChildProcess;

  private constructor({ name, port, logFolder }: ServerCommand, child: ChildProcess) {
    this.name = name;
    this.url = `http://127.0.0.1:${port}`;
    this.logFile = logOf(logFolder, name, port);
    this.#child = child;
  }

  /** Resolves when it answers. @throws Error with its last words if it does not */
  static async start(command: ServerCommand): Promise<ServerProcess> {
    const server = ServerProcess.spawn(command);
    await server.#answers();
    return server;
  }

  /** Without waiting for its first answer. */
  static spawn(command: ServerCommand): ServerProcess {
    const [program, args] = pinned(command.core ?? 'server', command.program, command.args);
    const log = openSync(logOf(command.logFolder, command.name, command.port), 'w');
    const env = { ...process.env, ...command.env };
    const child = spawn(program, args, { stdio: ['ignore', log, log], detached: true, env });
    closeSync(log);
    child.once('error', () => undefined); // it never answers: `start` says so
    const server = new ServerProcess(command, child);
    running.add(server);
    return server;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get cpuMs(): number {
    return cpuMsOf(this.pid);
  }

  get rssMb(): number {
    return rssMbOf(this.pid);
  }

  async stop(): Promise<void> {
    running.delete(this);
    if (this.#child.exitCode !== null || this.#child.signalCode !== null || this.#child.pid === undefined) return;
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.kill();
    await ended;
  }

  kill(): void {
    running.delete(this);
    try {
      process.kill(-this.pid, 'SIGKILL');
    } catch {
      // it ended in this moment
    }
  }

  async #answers(): Promise<void> {
    for (const end = Date.now() + READY_LIMIT_MS; Date.now() < end && this.#child.exitCode === null; ) {
      if (await answers(this.url)) return;
      await sleep(10);
    }
    const said = readFileSync(this.logFile, 'utf8').trim().slice(-400);
    this.kill();
    throw new Error(`${this.name} did not answer at ${this.url}: ${said || 'it said nothing'}`);
  }
}

/** For the end of the run, however it comes. */
export function killServers(): void {
  for (const server of running) server.kill();
}

/** Any answer will do. */
export function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false }, (response) => {
      response.destroy();
      resolve(true);
    });
    request.once('error', () => resolve(false));
  });
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

const logOf = (folder: string, name: string, port: number): string =>
  join(folder, `${name.replaceAll(/\W+/g, '-')}-${port}.log`);
