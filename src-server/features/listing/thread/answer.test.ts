import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { answerTo } from './answer.ts';
import { plainRequest } from './plain-request.ts';

function open(id: number): { memory: SharedArrayBuffer; closed: Int32Array<SharedArrayBuffer> } {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'portico-answer-')));
  onTestFinished(() => rmSync(root, { recursive: true }));
  writeFileSync(join(root, 'a'), '');
  const memory = new SharedArrayBuffer(16);
  const closed = new Int32Array(new SharedArrayBuffer(4));
  expect(answerTo({ id, ask: 'open', request: plainRequest(root), memory, closed })).toEqual({ id, large: false });
  return { memory, closed };
}

test('rows are written into the memory, and the last piece says so', () => {
  const { memory } = open(1);
  expect(answerTo({ id: 1, ask: 'next' })).toEqual({
    id: 1,
    piece: { start: 0, length: 2, totals: { folders: 0, files: 1, bytes: 0 } },
  });
  expect(Buffer.from(memory, 0, 2).toString()).toBe('a\n');
  expect(answerTo({ id: 1, ask: 'next' })).toBeUndefined();
});

test('what was asked for is not done when nobody wants it any more', () => {
  const { memory, closed } = open(2);
  Atomics.store(closed, 0, 1);
  expect(answerTo({ id: 2, ask: 'next' })).toBeUndefined();
  expect(Buffer.from(memory).equals(Buffer.alloc(16))).toBe(true);
});

test('a folder that vanished meanwhile is told by the code of the system', () => {
  const memory = new SharedArrayBuffer(16);
  const closed = new Int32Array(new SharedArrayBuffer(4));
  const request = plainRequest(join(tmpdir(), 'portico-none'));
  expect(answerTo({ id: 3, ask: 'open', request, memory, closed })).toMatchObject({ id: 3, error: { code: 'ENOENT' } });
});
