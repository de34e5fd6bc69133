import { expect, test } from 'vitest';
import { staleReason, tooOldReason } from './stale-packages.mjs';

const wanted = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/vite': { version: '8.3.8', integrity: 'sha512-a' },
    'node_modules/@esbuild/aix-ppc64': { version: '0.28.2', integrity: 'sha512-b', optional: true },
  },
};
const vite = { 'node_modules/vite': { version: '8.3.8', integrity: 'sha512-a' } };

test('without an installed list, packages are stale', () => {
  expect(staleReason(wanted, undefined)).toBe('they are not installed yet');
});

test('packages for other platforms need not be installed', () => {
  expect(staleReason(wanted, { packages: vite })).toBeUndefined();
});

test('a package that is missing is named', () => {
  expect(staleReason(wanted, { packages: {} })).toBe('vite is missing');
});

test('a package of another version is named with both versions', () => {
  const installed = { packages: { 'node_modules/vite': { version: '8.3.7', integrity: 'sha512-c' } } };
  expect(staleReason(wanted, installed)).toBe('vite is 8.3.7 and package-lock.json wants 8.3.8');
});

test('the same version with other content is stale', () => {
  const installed = { packages: { 'node_modules/vite': { version: '8.3.8', integrity: 'sha512-c' } } };
  expect(staleReason(wanted, installed)).toContain('vite is 8.3.8');
});

test('packages that are installed on top do no harm', () => {
  expect(staleReason(wanted, { packages: { ...vite, 'node_modules/left-pad': { version: '1.0.0' } } })).toBeUndefined();
});

test.each(['18.20.4', '20.17.0', '16.0.0'])('Node %s is refused by name', (version) => {
  expect(tooOldReason(version)).toContain(`this is Node ${version}`);
});

test.each(['20.18.0', '20.20.2', '22.12.0', '24.1.0'])('Node %s is accepted', (version) => {
  expect(tooOldReason(version)).toBeUndefined();
});
