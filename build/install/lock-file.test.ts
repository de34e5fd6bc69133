import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../project.ts';
import { type LockFile, missingOptional } from './lock-file.ts';

test('package-lock.json names the packages of every platform, else npm ci refuses it: see complete-lock.ts', () => {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as LockFile;
  expect(Object.keys(missingOptional(lock))).toEqual([]);
});

const tool = (name: string) => ({
  packages: { 'node_modules/tool': { version: '1.0.0', dev: true, optionalDependencies: { [name]: '1.2.3' } } },
});

test('a missing platform package gets the platform its name says', () => {
  expect(missingOptional(tool('@tool/binding-linux-arm-musleabihf'))).toEqual({
    'node_modules/@tool/binding-linux-arm-musleabihf': {
      version: '1.2.3',
      cpu: ['arm'],
      dev: true,
      libc: ['musl'],
      optional: true,
      os: ['linux'],
    },
  });
});

test('a package that is nested in the one that wants it is not missing', () => {
  const lock = tool('@tool/cli-darwin-arm64');
  const nested = { 'node_modules/tool/node_modules/@tool/cli-darwin-arm64': { version: '1.2.3' } };
  expect(missingOptional({ packages: { ...lock.packages, ...nested } })).toEqual({});
});

test('an optional package that is not for a platform has to be added by hand', () => {
  expect(() => missingOptional(tool('fast-path'))).toThrow('fast-path@1.2.3');
});
