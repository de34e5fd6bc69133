import { expect, test } from 'vitest';
import { suggest } from './suggestions.ts';

const labels = (text: string) => suggest(text).map(({ label }) => label);

test('an empty filter offers every field', () => expect(labels('')).toContain('status:'));

test('the start of a field offers what goes on from there', () => expect(labels('st')).toEqual(['status:', 'step:']));

test('a field offers its values', () => expect(labels('status:4')).toEqual(['status:4xx', 'status:404']));

test('a field says what may follow it, a value does not', () => {
  expect(suggest('la')).toEqual([{ label: 'larger:', text: 'larger:', example: '1m' }]);
  expect(suggest('status:40')).toEqual([{ label: 'status:404', text: 'status:404' }]);
});

test('only the last term is gone on with, and its minus stays', () => {
  expect(suggest('path:/api -met')).toMatchObject([{ label: '-method:', text: 'path:/api -method:' }]);
});

test('what is written in full is not offered', () => expect(labels('status:404')).toEqual([]));
