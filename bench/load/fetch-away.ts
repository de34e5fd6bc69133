import { execFile } from 'node:child_process';
import { get } from 'node:http';
import { promisify } from 'node:util';
import { findProgram } from '../../build/run.ts';
import { pinned } from '../support/cores.ts';

const runFile = promisify(execFile);
const curl = findProgram('curl');

/** Downloads to nowhere, with curl where it is: Node's client is slower than the servers. Resolves to the bytes. */
export async function fetchAway(url: string): Promise<number> {
  if (curl === undefined) return fetchAwayWithNode(url);
  const { stdout } = await runFile(...pinned('client', curl, ['-s', '-o', '/dev/null', '-w', '%{size_download}', url]));
  return Number(stdout);
}

function fetchAwayWithNode(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { agent: false }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.once('close', () => resolve(bytes));
    }).once('error', reject);
  });
}
