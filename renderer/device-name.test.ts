import { expect, test } from 'vitest';
import { deviceOf } from './device-name.ts';

const apple = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';
const google = 'AppleWebKit/537.36 (KHTML, like Gecko)';

test.each([
  [
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) ${apple} Version/18.1 Mobile/15E148 Safari/604.1`,
    'iPhone',
    'Safari',
  ],
  [
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) ${apple} CriOS/131.0 Mobile/15E148 Safari/604.1`,
    'iPhone',
    'Chrome',
  ],
  [`Mozilla/5.0 (iPad; CPU OS 16_7 like Mac OS X) ${apple} Version/16.6 Mobile/15E148 Safari/604.1`, 'iPad', 'Safari'],
  [`Mozilla/5.0 (Linux; Android 10; K) ${google} Chrome/131.0.0.0 Mobile Safari/537.36`, 'androidPhone', 'Chrome'],
  [`Mozilla/5.0 (Linux; Android 10; K) ${google} Chrome/131.0.0.0 Safari/537.36`, 'androidTablet', 'Chrome'],
  [
    `Mozilla/5.0 (Linux; Android 14; SAMSUNG SM-S911B) ${google} SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36`,
    'androidPhone',
    'Samsung Internet',
  ],
  ['Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0', 'androidPhone', 'Firefox'],
  [`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${apple} Version/18.1 Safari/605.1.15`, 'mac', 'Safari'],
  [
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${google} Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0`,
    'windows',
    'Edge',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0', 'linux', 'Firefox'],
  [`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${google} Chrome/131.0.0.0 Safari/537.36`, 'chromebook', 'Chrome'],
  [`Mozilla/5.0 (Linux; Android 9; BRAVIA 4K) ${google} Chrome/90.0 Safari/537.36`, 'tv', 'Chrome'],
  ['curl/8.5.0', 'program', 'curl'],
  ['python-requests/2.32.3', 'program', 'python-requests'],
  ['node', 'program', 'node'],
])('%s', (userAgent, kind, program) => expect(deviceOf(userAgent)).toEqual({ kind, program }));

test.each([undefined, '', '<script>alert(1)</script>', '"; rm -rf /', 'Mozilla/5.0', `${'x'.repeat(31)}/1`])(
  '%j is no device',
  (userAgent) => expect(deviceOf(userAgent)).toBeUndefined(),
);

test('an endless field is read to its 400th character', () => {
  expect(deviceOf(`Mozilla/5.0 (iPhone; ${'x'.repeat(1e6)}`)).toEqual({ kind: 'iPhone' });
});
