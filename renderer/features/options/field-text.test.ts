import { expect, test } from 'vitest';
import { fromText, toText } from './field-text.ts';
import type { Shape } from './shape.ts';

const bytes: Shape = { kind: 'number', unit: 'bytes' };
const ms: Shape = { kind: 'number', unit: 'ms' };
const seconds: Shape = { kind: 'number', unit: 's' };

test.each([
  [bytes, '2 GB', 2e9],
  [bytes, '500MB', 500e6],
  [bytes, '1.5 mb', 1.5e6],
  [bytes, '1048576', 1_048_576],
  [bytes, '1 MiB', 1_048_576],
  [ms, '30 s', 30_000],
  [ms, '250', 250],
  [seconds, '1 h', 3_600],
  [{ kind: 'number', unit: undefined }, '0.25', 0.25],
  [{ kind: 'texts' }, 'index.html, index.htm', ['index.html', 'index.htm']],
  [{ kind: 'map' }, 'X-A: b: c\nServer', { 'X-A': 'b: c', Server: null }],
  [{ kind: 'json' }, '{"a":1}', { a: 1 }],
  [{ kind: 'json' }, 'Hello {{params.x}}', 'Hello {{params.x}}'],
  [{ kind: 'text' }, ' /inbox ', '/inbox'],
  [{ kind: 'text' }, '', undefined],
] as const)('%o "%s"', (shape, text, value) => expect(fromText(shape as Shape, text)).toEqual({ ok: true, value }));

test.each([
  [bytes, '2 gigs', 'field.size'],
  [ms, 'soon', 'field.duration'],
  [{ kind: 'number', unit: undefined }, '5 s', 'field.number'],
  [{ kind: 'map' }, ': x', 'field.lines'],
] as const)('%o refuses "%s"', (shape, text, hint) =>
  expect(fromText(shape as Shape, text)).toEqual({ ok: false, hint }),
);

test.each([
  [bytes, 2e9, '2 GB'],
  [bytes, 1_048_576, '1 MiB'],
  [bytes, 1_048_577, '1048577 B'],
  [ms, 30_000, '30 s'],
  [ms, 300, '300 ms'],
  [seconds, 600, '10 min'],
  [{ kind: 'map' }, { 'X-A': 'b', Server: null }, 'X-A: b\nServer'],
  [{ kind: 'text' }, undefined, ''],
] as const)('%o shows %o as "%s"', (shape, value, text) => {
  expect(toText(shape as Shape, value)).toBe(text);
  if (text !== '') expect(fromText(shape as Shape, text)).toEqual({ ok: true, value });
});
