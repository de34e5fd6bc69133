import { expect, test } from 'vitest';
import { encoderFor, fillJson, fillText, usesBody } from './template.ts';

const VALUES = {
  params: { id: '7', odd: '<b>"' },
  query: new URLSearchParams('q=a%26b&empty='),
  body: { user: { name: 'Ann', tags: ['x', 'y'] }, none: null, yes: true },
};
const plain = (value: string) => value;

test.each([
  ['id {{params.id}}', 'id 7'],
  ['{{ query.q }}/{{query.q}}', 'a&b/a&b'],
  ['{{body.user.name}} {{body.user.tags.1}} {{body.yes}}', 'Ann y true'],
  ['{{body.user}}', '{"name":"Ann","tags":["x","y"]}'],
  ['[{{query.none}}{{query.empty}}{{params.none}}{{body.none}}{{body.user.none.deeper}}]', '[]'],
  ['{{body.constructor}}{{body.__proto__}}{{params.toString}}', ''],
  ['{{other.x}} {{params}} {params.id}', '{{other.x}} {{params}} {params.id}'],
])('%s becomes %s', (text, filled) => {
  expect(fillText(text, VALUES, plain)).toBe(filled);
});

test('what is filled in is not read as a template again', () => {
  const values = { ...VALUES, params: { id: '{{query.q}}' } };
  expect(fillText('{{params.id}}', values, plain)).toBe('{{query.q}}');
});

test('every text inside a JSON value is filled, its other values and its keys stay', () => {
  const template = { a: ['{{params.odd}}', 1, null], '{{params.id}}': { b: true } };
  expect(fillJson(template, VALUES)).toEqual({ a: ['<b>"', 1, null], '{{params.id}}': { b: true } });
});

test.each([
  ['text/html; charset=utf-8', '&lt;b&gt;&quot;'],
  ['image/svg+xml', '&lt;b&gt;&quot;'],
  ['application/json', '<b>\\"'],
  ['application/problem+json', '<b>\\"'],
  ['text/plain', '<b>"'],
])('in %s a value stays a value', (mediaType, expected) => {
  expect(fillText('{{params.odd}}', VALUES, encoderFor(mediaType))).toBe(expected);
});

test('only a template that needs the content asks for it', () => {
  expect([
    usesBody('{{ body.x }}'),
    usesBody({ a: ['{{body.x}}'] }),
    usesBody('{{query.x}}'),
    usesBody(undefined),
  ]).toEqual([true, true, false, false]);
});
