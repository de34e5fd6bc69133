import { expect, test } from 'vitest';
import { ServedFolder } from './served-folder.ts';
import { nameOf, shownPath, viewOf } from './server-view.ts';

test.skipIf(process.platform === 'win32').each([
  ['/home/ann', '~'],
  ['/home/ann/site', '~/site'],
  ['/home/annabel', '/home/annabel'],
  ['/srv/www', '/srv/www'],
  ['/home/ann/..site', '~/..site'],
])('%s is shown as %s', (path, shown) => {
  expect(shownPath(path, '/home/ann')).toBe(shown);
});

test('a root without a base name is its own name', () => {
  expect(nameOf('/')).toBe('/');
  expect(nameOf('/srv/atlas/')).toBe('atlas');
});

test('a configured name wins over that of the folder', () => {
  const folder = (config: object) => new ServedFolder({ id: 'x', config, wanted: false });
  expect(viewOf(folder({ root: '/srv/atlas' }), '/home/ann').name).toBe('atlas');
  expect(viewOf(folder({ root: '/srv/atlas', name: 'Maps' }), '/home/ann').name).toBe('Maps');
});

test('a failed start leaves the switch off, though it is wanted', () => {
  const folder = new ServedFolder({ id: 'x', config: { root: '/srv' }, wanted: true });
  expect(viewOf(folder, '/').on).toBe(true);
  folder.state = { kind: 'failed', error: { code: 'PORT_IN_USE', params: {}, message: '' } };
  expect(viewOf(folder, '/').on).toBe(false);
});
