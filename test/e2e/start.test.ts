import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { running, servers } from './support/bridge.ts';
import { launch, temporaryFolder } from './support/portico.ts';

test('a folder on the command line is served at once', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'hello.txt'), 'Hello');
  const { window } = await launch({ paths: [folder] });
  const { url } = await running(window);
  const response = await fetch(`${url}hello.txt`);
  expect(response.status).toBe(200);
  expect(await response.text()).toBe('Hello');
  expect(await servers(window)).toMatchObject([{ root: folder, on: true }]);
});
