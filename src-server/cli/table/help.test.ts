import { expect, test } from 'vitest';
import { allFlags, flagNames } from '../../config/flag-table.ts';
import { OWN_BY_NAME } from '../../config/own-flags.ts';
import { OPTIONS } from '../../config/schema.ts';
import { helpText } from './help.ts';

test('every option and every part of one has a flag, and the help names it', () => {
  const help = helpText(100);
  const wholes = ['log', 'limits', 'throttle']; // these are nothing but their parts
  for (const { name } of allFlags().filter((flag) => !wholes.includes(flag.name))) {
    expect(help, name).toMatch(new RegExp(`--(\\[no-\\])?${name}(?![\\w-])`));
  }
  expect(new Set(allFlags().map(({ path }) => path[0]))).toEqual(new Set(Object.keys(OPTIONS)));
});

test('no spelling means two flags', () => {
  const all = [...allFlags().flatMap(({ name, aliases }) => [name, ...aliases]), ...OWN_BY_NAME.keys()];
  expect(all.filter((name, i) => all.indexOf(name) !== i)).toEqual([]);
  expect(flagNames().filter((name) => OWN_BY_NAME.has(name) || name.startsWith('no-'))).toEqual([]);
});

test.each([80, 100])('no line is wider than %i columns, or ends in blanks', (width) => {
  const lines = helpText(width).split('\n');
  expect(lines.filter((line) => line.length > width || line.endsWith(' '))).toEqual([]);
});

test('what python -m http.server has is there', () => {
  for (const flag of ['-b, --bind', '-d, --directory', '-p, --protocol', '--cgi', '--tls-cert', '--tls-key']) {
    expect(helpText(80)).toContain(flag);
  }
});
