import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { ROOT } from '../../build/project.ts';
import type { Peer } from './peer.ts';

const CLI = join(ROOT, 'dist', 'cli.js');
const BARE_NODE = join(ROOT, 'bench', 'peers', 'bare-node.mjs');
/** Fields that Node adds to the ceiling's answer by itself. */
const ADDED_BY_NODE = ['date', 'connection', 'keep-alive'];

/** The built command line with its log on, as people run it. */
export const ours: Peer = ourPeer('Portico', []);

/** @param node what runs it */
export function ourPeer(name: string, flags: readonly string[], node = process.execPath): Peer {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  return {
    name,
    version,
    command: (root, port) => ({
      program: node,
      args: [CLI, root, '--port', String(port), '--no-port-fallback', ...flags],
    }),
  };
}

/** @param fields as `fieldsOf` gives them */
export function bareNode(fields: readonly string[]): Peer {
  return {
    name: 'bare node:http',
    version: process.versions.node,
    command: (_root, port) => ({
      program: process.execPath,
      args: [BARE_NODE, String(port), JSON.stringify(fields)],
    }),
  };
}

/** The fields of an answer, without those that Node adds. */
export function fieldsOf(url: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    get(url, { agent: false }, (response) => {
      response.resume();
      const { rawHeaders } = response;
      const pairs = rawHeaders.flatMap((name, i) => (i % 2 === 0 ? [[name, rawHeaders[i + 1] ?? '']] : []));
      resolve(pairs.filter(([name = '']) => !ADDED_BY_NODE.includes(name.toLowerCase())).flat());
    }).once('error', reject);
  });
}
