import { chmod } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startCli, tempFolder } from './support/cli.ts';
import { startUpstream } from './support/upstream.ts';

const LIMIT = 64;
const held: Socket[] = [];
afterAll(release);

test.runIf(process.platform === 'linux')(
  'a script or an upstream that no descriptors are left for is 503, and others go on',
  async () => {
    const root = await tempFolder({
      'cgi-bin/hello': '#!/bin/sh\nprintf "Content-Type: text/plain\\n\\nhello"\n',
      'folder/a.txt': 'a',
      'b.txt': 'b',
    });
    await chmod(join(root, 'cgi-bin/hello'), 0o755);
    const wrapper = ['prlimit', `--nofile=${LIMIT}:${LIMIT}`, '--'];
    const upstream = await startUpstream();
    const proxies = ['--proxy', `/api=${upstream}`, '--proxy', `/named=${upstream.replace('127.0.0.1', 'localhost')}`];
    const server = await startCli([root, '--cgi', '--log-format', 'none', ...proxies], { wrapper });
    // Asked on connections that are there already: new ones are not taken.
    const paths = ['/cgi-bin/hello', '/folder/', '/b.txt', '/api/x', '/named/x'];
    const clients = await Promise.all(paths.map(() => openClient(server.port)));
    for (let i = 0; i < LIMIT; i++) hold(server.port);
    await expect
      .poll(() => {
        hold(server.port); // takes what the last answer gave back
        return clients[2]?.statusOf(`/b.txt?${held.length}`); // a new target: a kept answer needs no descriptor
      })
      .toBe(503);
    for (const [i, path] of paths.entries()) {
      expect(await clients[i]?.headOf(path), path).toMatch(/^HTTP\/1\.1 503 .*\r\nRetry-After: 1\r\n/s);
    }
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

interface Client {
  headOf(path: string): Promise<string>;
  statusOf(path: string): Promise<number>;
}

/** Asks HEAD after HEAD on one connection: the answers have no content, so one read is one answer. */
async function openClient(port: number): Promise<Client> {
  const socket = connect(port, '127.0.0.1');
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  const headOf = (path: string) =>
    new Promise<string>((resolve, reject) => {
      socket.once('data', (head: Buffer) => resolve(head.toString('latin1')));
      socket.once('close', () => reject(new Error('the connection was closed')));
      socket.write(`HEAD ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    });
  return { headOf, statusOf: async (path) => Number((await headOf(path)).split(' ')[1]) };
}
