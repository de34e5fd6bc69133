import { expect, test } from 'vitest';
import { AskedLately } from './asked-lately.ts';

test('the first time is not again, the second is', () => {
  const asked = new AskedLately();
  expect(asked.again('/a')).toBe(false);
  expect(asked.again('/b')).toBe(false);
  expect(asked.again('/a')).toBe(true);
  expect(asked.again('/a')).toBe(true);
});

test('some thousand targets in turn are all known the second time', () => {
  const asked = new AskedLately();
  const targets = Array.from({ length: 5_000 }, (_, i) => `/d${i % 7}/file-${i}.txt`);
  expect(targets.filter((target) => asked.again(target))).toEqual([]);
  expect(targets.every((target) => asked.again(target))).toBe(true);
});

test('what was not asked for in a long while is forgotten', () => {
  const asked = new AskedLately();
  asked.again('/a');
  for (let i = 0; i < 20_000; i++) asked.again(`/${i}`);
  expect(asked.again('/a')).toBe(false);
  expect(asked.again('/19999')).toBe(true);
});
