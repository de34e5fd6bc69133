import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { parseConfig } from '../../config/parse.ts';
import { FileServer } from '../../server.ts';

vi.mock('../../files/is-remote.ts', () => ({ isRemote: () => true }));

test('what lies on a network share takes the whole way: a look at a share can hang, and everybody with it', async () => {
  const root = mkdtempSync(join(tmpdir(), 'portico-remote-'));
  const file = join(root, 'a.txt');
  writeFileSync(file, 'one');
  utimesSync(file, 1_000, 1_000);
  await wait(60); // a file of the last moments is not kept in any case
  const parsed = parseConfig({ root, port: 0 });
  if (!parsed.ok) throw parsed.errors[0];
  const server = new FileServer(parsed.config);
  await server.start();
  const base = server.state.kind === 'running' ? `http://127.0.0.1:${server.state.port}` : '';
  for (const path of ['a.txt', 'missing.txt']) {
    for (let i = 0; i < 4; i++) await (await fetch(`${base}/${path}`)).text();
    const newest = await server.detail(server.counters().requests);
    expect(newest?.trace.map(({ code }) => code)).not.toContain('static.hot');
  }
  await server.stop(0);
  rmSync(root, { recursive: true });
});
