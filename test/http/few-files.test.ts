import { chmod } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startCli, tempFolder } from './support/cli.ts';

const LIMIT = 64;
const held: Socket[] = [];
afterAll(release);

test.runIf(process.platform === 'linux')(
  'a script that no descriptors are left for is 503, and others go on',
  async () => {
    const root = await tempFolder({
      'cgi-bin/hello': '#!/bin/sh\nprintf "Content-Type: text/plain\\n\\nhello"\n',
      'folder/a.txt': 'a',
      'b.txt': 'b',
    });
    await chmod(join(root, 'cgi-bin/hello'), 0o755);
    const wrapper = ['prlimit', `--nofile=${LIMIT}:${LIMIT}`, '--'];
    const server = await startCli([root, '--cgi', '--log-format', 'none'], { wrapper });
    // Asked on connections that are there already: new ones are not taken.
    const paths = ['/cgi-bin/hello', '/folder/', '/b.txt'];
    const clients = await Promise.all(paths.map(() => openClient(server.port)));
    for (let i = 0; i < LIMIT; i++) hold(server.port);
    await expect
      .poll(() => {
        hold(server.port); // takes what the last answer gave back
        return clients[2]?.statusOf(`/b.txt?${held.length}`); // a new target: a kept answer needs no descriptor
      })
      .toBe(503);
    for (const [i, path] of paths.entries()) expect(await clients[i]?.statusOf(path), path).toBe(503);
    release();
    await expect.poll(() => clients[0]?.statusOf('/cgi-bin/hello')).toBe(200);
    for (const [i, path] of paths.entries()) expect(await clients[i]?.statusOf(path), path).toBe(200);
    expect((await server.stop()).code).toBe(0);
  },
);

function hold(port: number): void {
  held.push(connect(port, '127.0.0.1').on('error', () => undefined));
}

function release(): void {
  for (const socket of held.splice(0)) socket.destroy();
}

/** Asks HEAD after HEAD on one connection: the answers have no content, so one read is one answer. */
async function openClient(port: number): Promise<{ statusOf(path: string): Promise<number> }> {
  const socket = connect(port, '127.0.0.1');
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  return {
    statusOf: (path) =>
      new Promise((resolve, reject) => {
        socket.once('data', (head: Buffer) => resolve(Number(head.toString('latin1').split(' ')[1])));
        socket.once('close', () => reject(new Error('the connection was closed')));
        socket.write(`HEAD ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
      }),
  };
}
