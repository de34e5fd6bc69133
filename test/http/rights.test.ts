import { chmod, mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { loneCli, type RunningCli, startCli, tempFolder } from './support/cli.ts';
import { parseAnswer } from './support/raw-request.ts';

/** Rights do not bind root: the server then runs as somebody else. */
const AS_NOBODY =
  process.getuid?.() === 0 ? ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups', '--'] : [];

let root: string;
let file: string;
let cli: RunningCli;
beforeAll(async () => {
  file = await loneCli(); // the checkout may lie in root's own folder
  root = await tempFolder({
    'open.txt': 'open\n',
    'closed.txt': 'secret',
    'closed/index.html': 'secret',
    'blind/x.txt': 'readable\n',
    'listless/x.txt': 'readable\n',
    'index/index.html': 'secret',
    'side.html': '<p>side',
    'side.html.gz': 'secret',
  });
  const rights: [path: string, mode: number][] = [
    ['', 0o755],
    ['closed.txt', 0],
    ['index/index.html', 0],
    ['side.html.gz', 0],
    ['closed', 0],
    ['blind', 0o444], // names can be read, what they name cannot be reached
    ['listless', 0o111],
  ];
  for (const [path, mode] of rights) await chmod(join(root, path), mode);
  cli = await startCli([root], { wrapper: AS_NOBODY, file });
});

async function statusOf(target: string, ...fields: string[]): Promise<number> {
  const bytes = [`GET ${target} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...fields, '', ''].join('\r\n');
  const answer = await cli.raw(bytes);
  expect(answer.toString('latin1')).not.toMatch(/secret|EACCES|portico-http/);
  return parseAnswer(answer).status;
}

describe('what this computer does not let be read', () => {
  test.each([
    ['/open.txt', 200],
    ['/closed.txt', 403],
    ['/closed/', 403],
    ['/closed/index.html', 403],
    ['/closed/missing', 403],
    ['/closed', 301],
    ['/blind/x.txt', 403],
    ['/blind/', 403], // whether there is an index file cannot be known
    ['/listless/x.txt', 200],
    ['/listless/missing', 404],
    ['/listless/', 403],
    ['/index/', 403],
    ['/missing', 404],
  ])('%s: %i', async (target, status) => {
    for (const fields of [[], ['Accept: text/html'], ['Range: bytes=0-1']]) {
      const wanted = status === 200 && fields[0]?.startsWith('Range') ? 206 : status;
      expect(await statusOf(target, ...fields)).toBe(wanted);
    }
  });

  test('a sibling that cannot be read is as good as none', async () => {
    expect(await statusOf('/side.html', 'Accept-Encoding: gzip')).toBe(200);
  });

  test('rights that are given and taken count at once', async () => {
    expect(await statusOf('/open.txt')).toBe(200);
    await chmod(join(root, 'open.txt'), 0);
    expect(await statusOf('/open.txt')).toBe(403);
    await chmod(join(root, 'open.txt'), 0o644);
    expect(await statusOf('/open.txt')).toBe(200);
  });

  test('none of it counts as a bug', () => {
    expect(cli.stderr()).not.toMatch(/EACCES|at .*:\d+:\d+/);
  });
});

test('a root that may not be read any more is 503, and heals', async () => {
  const base = await tempFolder();
  await chmod(base, 0o755);
  const folder = join(base, 'site');
  await mkdir(folder);
  const served = await startCli([folder], { wrapper: AS_NOBODY, file });
  expect((await served.fetch('/')).status).toBe(200);
  await chmod(folder, 0);
  expect((await served.fetch('/x')).status).toBe(503);
  await chmod(folder, 0o755);
  expect((await served.fetch('/')).status).toBe(200);
  await rename(folder, `${folder}.away`);
  expect((await served.fetch('/')).status).toBe(503);
  await rename(`${folder}.away`, folder);
  expect((await served.fetch('/')).status).toBe(200);
});

test('with no descriptors left it says 503 or hangs up, and recovers', async () => {
  const folder = await tempFolder({ 'a.txt': 'a', 'big.bin': Buffer.alloc(3_000_000) });
  const poor = await startCli([folder, '--log-format', 'none'], { wrapper: ['prlimit', '--nofile=48:48', '--'] });
  const clients = Array.from({ length: 60 }, () =>
    poor.raw('GET /big.bin HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n').catch(() => Buffer.alloc(0)),
  );
  const answers = (await Promise.all(clients))
    .filter(({ length }) => length > 0)
    .map((bytes) => parseAnswer(bytes).status);
  for (const status of answers) expect([200, 503]).toContain(status);
  expect((await poor.fetch('/a.txt')).status).toBe(200);
  expect(poor.stderr()).not.toMatch(/uncaught/i);
});
