import { expect, test } from 'vitest';
import { ResponseFields } from './response-fields.ts';

test('names compare without regard to case, and keep their order and spelling', () => {
  const fields = new ResponseFields({ 'Content-Type': 'text/plain', 'X-A': 1, 'X-None': undefined });
  fields.set('content-type', 'text/html');
  expect(fields.entries()).toEqual([
    ['Content-Type', 'text/html'],
    ['X-A', '1'],
  ]);
  expect([fields.get('x-a'), fields.has('X-NONE')]).toEqual(['1', false]);
});

test('a list of values is several fields; setting or deleting the name concerns all of them', () => {
  const fields = new ResponseFields({ 'Set-Cookie': ['a=1', 'b=2', 'c=3'], 'X-A': '1' });
  expect(fields.flat).toEqual(['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2', 'Set-Cookie', 'c=3', 'X-A', '1']);
  fields.set('set-cookie', 'd=4');
  expect(fields.flat).toEqual(['Set-Cookie', 'd=4', 'X-A', '1']);
  fields.append('Set-Cookie', 'e=5');
  fields.delete('SET-COOKIE');
  expect(fields.flat).toEqual(['X-A', '1']);
});

test('a member is added to a list once', () => {
  const fields = ResponseFields.of(['Vary', 'Accept,  Origin']);
  fields.addToList('vary', 'origin', 'Accept-Encoding');
  fields.addToList('Allow', 'GET', 'HEAD');
  expect(fields.flat).toEqual(['Vary', 'Accept, Origin, Accept-Encoding', 'Allow', 'GET, HEAD']);
});

test('a value that is a name is not taken for one', () => {
  const fields = new ResponseFields({ Trailer: 'Expires', Expires: '0' });
  expect([fields.get('expires'), fields.get('0')]).toEqual(['0', undefined]);
});
