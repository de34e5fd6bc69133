import { expect, test } from 'vitest';
import { aptLine, choosePackages } from './apt.ts';
import { missingLibraries } from './needs.ts';

test('missing libraries are the names that ldd did not find', () => {
  const ldd = [
    '\tlinux-vdso.so.1 (0x00007ffd)',
    '\tlibnss3.so => not found',
    '\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)',
    '\tlibgbm.so.1 => not found',
  ].join('\n');
  expect(missingLibraries(ldd)).toEqual(['libnss3.so', 'libgbm.so.1']);
});

test('a program without libraries misses none', () => {
  expect(missingLibraries('\tnot a dynamic executable\n')).toEqual([]);
});

test('of several names of a package the first that the distribution has is taken', () => {
  const isKnown = (name: string) => name === 'libasound2' || name === 'xvfb';
  expect(choosePackages(['libasound2t64|libasound2', 'xvfb', 'xvfb', 'php-cgi|php'], isKnown)).toEqual({
    chosen: ['libasound2', 'xvfb'],
    unknown: ['php-cgi or php'],
  });
});

test('the command to paste fetches the package lists first', () => {
  expect(aptLine(['xvfb', 'xauth'], () => true)).toBe(
    'sudo apt-get update && sudo apt-get install -y --no-install-recommends xvfb xauth',
  );
});

test('the command to paste names packages even before any list was fetched', () => {
  expect(aptLine(['libasound2t64|libasound2'], () => false)).toContain(' libasound2');
});
