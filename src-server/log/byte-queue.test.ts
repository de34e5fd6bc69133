import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createByteQueue } from './byte-queue.ts';

test('what is taken is what was pushed, in order, however often memory is used again', () => {
  const line = fc.string({ unit: 'binary', maxLength: 200 });
  fc.assert(
    fc.property(fc.array(fc.array(line, { maxLength: 100 }), { maxLength: 8 }), (batches) => {
      const queue = createByteQueue();
      for (const batch of batches) {
        for (const each of batch) queue.push(each);
        const taken = queue.take();
        expect(taken.toString()).toBe(Buffer.from(batch.join('')).toString());
        expect(queue.length).toBe(0);
        queue.reuse(taken);
      }
    }),
  );
});

test('bytes that were taken stay as they are while the next are collected', () => {
  const queue = createByteQueue();
  queue.push('one');
  const first = queue.take();
  queue.push('two '.repeat(100_000));
  const second = queue.take();
  expect(first.toString()).toBe('one');
  queue.reuse(first);
  queue.push('three');
  expect(second.toString()).toBe('two '.repeat(100_000));
  expect(queue.take().toString()).toBe('three');
});
