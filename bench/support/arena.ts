import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { bareNode, fieldsOf, ours } from '../peers/ours.ts';
import type { BenchRun } from './bench-run.ts';
import type { ServerProcess } from './server-process.ts';
import { makeLarge, makeMix, makeSizes } from './trees.ts';

const GIB = 2 ** 30;
const MIX_FILES = 5_000;
export const RANGED_BYTES = GIB;
export const DOWNLOAD_BYTES = 2 * GIB;

/** One folder, and the servers that serve it: each is started when a row first asks for it. */
export class Arena {
  readonly root: string;
  readonly mixPaths: readonly string[];
  readonly #run: BenchRun;
  readonly #servers = new Map<string, Promise<ServerProcess | undefined>>();

  constructor(run: BenchRun) {
    this.#run = run;
    this.root = run.work.folder('site');
    makeSizes(this.root);
    this.mixPaths = makeMix(this.root, MIX_FILES);
    makeLarge(join(this.root, '1g.bin'), RANGED_BYTES);
    makeLarge(join(this.root, '2g.bin'), DOWNLOAD_BYTES);
    settleDisk();
  }

  async ours(): Promise<ServerProcess> {
    const server = await this.server(ours.name);
    if (!server) throw new Error('our own server did not start; the lines above say why');
    return server;
  }

  /** Undefined for one that is not on this computer or does not work, which was said. */
  server(name: string): Promise<ServerProcess | undefined> {
    const known = this.#servers.get(name) ?? this.#start(name);
    this.#servers.set(name, known);
    return known;
  }

  async close(): Promise<void> {
    for (const server of this.#servers.values()) await (await server)?.stop();
  }

  async #start(name: string): Promise<ServerProcess | undefined> {
    if (name === ours.name) return this.#run.startOurs(ours, this.root);
    if (name === 'bare node:http') {
      const fields = await fieldsOf(`${(await this.ours()).url}/1k.txt`);
      return this.#run.startOurs(bareNode(fields), this.root);
    }
    const peer = this.#run.peer(name);
    return peer && this.#run.start(peer, this.root);
  }
}

/** While three gigabytes are on their way to the disk, every server that writes a log waits behind them. */
function settleDisk(): void {
  spawnSync('sync');
}
