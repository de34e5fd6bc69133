import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type ConfigInput, serverConfigSchema } from '../config/schema.ts';
import { acquireStores } from '../features/rest/shared-stores.ts';
import { buildPipeline } from './order.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'portico-order-'));
  writeFileSync(join(root, 'db.json'), '{"posts": []}');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const build = (input: ConfigInput) =>
  buildPipeline({
    config: serverConfigSchema.parse({ root, ...input }),
    isKnownHost: () => true,
    report: () => undefined,
  });

/** The store as the pipeline would share it, and as nobody holds it any more once this returns. */
async function storeNow() {
  const [shared] = acquireStores([{ file: join(root, 'db.json'), persist: true, report: () => undefined }]);
  await shared?.release();
  return shared?.store;
}

test.each<[string, ConfigInput]>([
  ['a feature after them', { cgi: { interpreters: { '.x': 'run.bat' } } }],
  [
    'another file of the same feature',
    {
      rest: [
        { at: '/a', file: 'db.json' },
        { at: '/b', file: 'none.json' },
      ],
    },
  ],
  ['header rules', { headers: [{ set: { 'Content-Length': '1' } }] }],
])('when %s cannot be made, the features made before are closed', async (_, wrong) => {
  const cleared = vi.spyOn(globalThis, 'clearInterval');
  const rest = [{ at: '/a', file: 'db.json' }];
  expect(() => build({ liveReload: true, rest, ...wrong })).toThrow(/run\.bat|none\.json|Content-Length/);
  const first = await storeNow();
  expect(await storeNow()).not.toBe(first); // nobody was left who shares it
  if (!wrong.headers) expect(cleared).toHaveBeenCalled(); // the pings of live reload
  cleared.mockRestore();
});

test('a pipeline that is used keeps its store until it is closed', async () => {
  const pipeline = build({ rest: [{ at: '/a', file: 'db.json' }] });
  const first = await storeNow();
  expect(await storeNow()).toBe(first);
  await pipeline.close();
  expect(await storeNow()).not.toBe(first);
});
