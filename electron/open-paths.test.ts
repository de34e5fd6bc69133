import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { pathsOf, readStartRequest, startsHidden } from './open-paths.ts';

const cwd = resolve('/home/ann');

test('paths are resolved against the folder of the start; switches are not paths', () => {
  const argv = ['portico', '--inspect=0', '--no-sandbox', 'site', '--hidden', '../bob/file.html', resolve('/srv')];
  expect(pathsOf({ argv, cwd })).toEqual([resolve('/home/ann/site'), resolve('/home/bob/file.html'), resolve('/srv')]);
});

test("from a checkout the app's own folder is no path, but may be served by naming it again", () => {
  const appPath = resolve('/srv/portico');
  expect(pathsOf({ argv: ['electron', appPath, 'site'], cwd }, appPath)).toEqual([resolve('/home/ann/site')]);
  expect(pathsOf({ argv: ['electron', '.', appPath], cwd: appPath }, appPath)).toEqual([appPath]);
});

test('desktops pass file URLs', () => {
  expect(pathsOf({ argv: ['portico', 'file:///srv/My%20site'], cwd })).toEqual([resolve('/srv/My site')]);
});

test('a URL of another host stays a path that does not exist', () => {
  expect(pathsOf({ argv: ['portico', 'file://host/share%00'], cwd })).toHaveLength(1);
});

test('only the switch hides the window', () => {
  expect(startsHidden({ argv: ['portico', '--hidden'], cwd })).toBe(true);
  expect(startsHidden({ argv: ['portico', 'hidden'], cwd })).toBe(false);
});

test.each([undefined, null, 'x', {}, { argv: 'x', cwd }, { argv: [1], cwd }, { argv: ['a'] }])(
  'what is no start request is not taken for one: %j',
  (data) => {
    expect(readStartRequest(data)).toBeUndefined();
  },
);

test('a start request survives the way to the first instance', () => {
  expect(readStartRequest({ argv: ['portico', 'a'], cwd, extra: 1 })).toEqual({ argv: ['portico', 'a'], cwd });
});
