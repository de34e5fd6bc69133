import { existsSync, readFileSync } from 'node:fs';
import { chmod, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { findProgram } from '../../build/run.ts';
import { cgiCases } from './cases/cgi.ts';
import { startCli, tempFolder } from './support/cli.ts';
import { startExample } from './support/example.ts';
import { only } from './support/served.ts';

function has(...programs: string[]): boolean {
  const missing = programs.filter((program) => !findProgram(program));
  if (missing.length > 0) console.warn(`SKIPPED: CGI with ${missing.join(', ')}, which is not installed.`);
  return missing.length === 0;
}

async function script(text: string): Promise<string> {
  const folder = await tempFolder({ 'cgi-bin/x': `#!/bin/sh\n${text}\n` });
  await chmod(join(folder, 'cgi-bin/x'), 0o755);
  return folder;
}

test.runIf(has('php-cgi', 'perl', 'python3'))('the example: Python, Perl and PHP', async () => {
  const server = await startExample('cgi');
  expect(await (await server.fetch('/?word=hi')).text()).toContain('PHP says hi.');
  expect(await (await server.fetch('/sum.pl?1+2+39')).text()).toBe('42\n');
  const body = new URLSearchParams({ name: 'Ann' });
  expect(await (await server.fetch('/cgi-bin/hello.py', { method: 'POST', body })).text()).toBe('Hello, Ann!\n');
  expect(await (await server.fetch('/cgi-bin/hello.py?name=Bob')).text()).toBe('Hello, Bob!\n');
  for (const path of ['/cgi-bin/hello.py', '/index.php', '/sum.pl']) {
    const text = await (await server.fetch(path, { headers: { Range: 'bytes=0-' } })).text();
    expect([path, /import os|htmlspecialchars|use strict/.test(text)]).toEqual([path, false]);
  }
});

test("--cgi replaces Python's: scripts in /cgi-bin, with Status and error output in the log", async () => {
  const folder = await script(
    'echo "careful" >&2; echo "Status: 201 Made"; echo "Content-Type: text/plain"; echo; echo "$REQUEST_METHOD"',
  );
  const server = await startCli([folder, '--cgi']);
  const answer = await server.fetch('/cgi-bin/x', { method: 'POST', body: '' });
  expect([answer.status, await answer.text()]).toEqual([201, 'POST\n']);
  await server.logged(/careful/);
  expect(server.stdout()).not.toContain('careful');
});

test('without --cgi a script is a file like any other', async () => {
  const server = await startCli([await script('true')]);
  expect(await (await server.fetch('/cgi-bin/x')).text()).toContain('#!/bin/sh');
});

test.runIf(process.platform === 'linux')(
  'a script ends when its client leaves, when it takes too long, and when the server stops or is told to end at once',
  async () => {
    const folder = await script('echo $$ > pid; sleep 100 & echo $! >> pid; wait');
    const pids = () =>
      existsSync(join(folder, 'cgi-bin/pid'))
        ? readFileSync(join(folder, 'cgi-bin/pid'), 'utf8').split('\n').filter(Boolean)
        : [];
    const areGone = () => expect(pids().filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
    const started = () => vi.waitFor(() => expect(pids()).toHaveLength(2), 5000);
    const server = await startCli([folder, '--cgi', '--cgi-timeout-ms', '1500']);

    const controller = new AbortController();
    const left = server.fetch('/cgi-bin/x', { signal: controller.signal }).catch(() => undefined);
    await started();
    controller.abort();
    await left;
    await vi.waitFor(areGone, 5000);

    await writeFile(join(folder, 'cgi-bin/pid'), '');
    expect((await server.fetch('/cgi-bin/x')).status).toBe(504);
    await vi.waitFor(areGone, 5000);

    await writeFile(join(folder, 'cgi-bin/pid'), '');
    const stopped = server.fetch('/cgi-bin/x').catch(() => undefined);
    await started();
    await server.stop();
    await stopped;
    await vi.waitFor(areGone, 5000);

    await writeFile(join(folder, 'cgi-bin/pid'), '');
    const next = await startCli([folder, '--cgi']);
    const leaving = new AbortController();
    const asked = next.fetch('/cgi-bin/x', { signal: leaving.signal }).catch(() => undefined);
    await started();
    const stopping = next.stop();
    leaving.abort(); // it may be noticed only when everything else has ended
    await Promise.all([asked, stopping]);
    await vi.waitFor(areGone, 5000);

    await writeFile(join(folder, 'cgi-bin/pid'), '');
    const another = await startCli([folder, '--cgi']);
    void another.fetch('/cgi-bin/x').catch(() => undefined);
    await started();
    process.kill(another.pid, 'SIGTERM');
    await another.stop('SIGINT'); // the second signal: it waits for nothing
    await vi.waitFor(areGone, 5000);
  },
);

test.runIf(process.platform !== 'win32')(
  'where the served folder is a link, sources stay hidden under every name',
  async () => {
    const folder = await script('echo "Content-Type: text/plain"; echo; echo ran');
    const root = join(await tempFolder(), 'site');
    await symlink(folder, root);
    await symlink('cgi-bin/x', join(folder, 'alias.txt'));
    const server = await startCli([root, '--cgi']);
    expect(await (await server.fetch('/cgi-bin/x')).text()).toBe('ran\n');
    expect((await server.fetch('/alias.txt')).status).toBe(404);
  },
);

describe('as beside all other features', () => cgiCases(only('cgi', 'index')));
