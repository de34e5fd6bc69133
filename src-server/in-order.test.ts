import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { InOrder } from './in-order.ts';

test('one begins when the one before has ended, however long that takes', async () => {
  const order = new InOrder();
  const seen: string[] = [];
  const act = (name: string, ms: number) => async () => {
    seen.push(`${name} begins`);
    await pause(ms);
    seen.push(`${name} ends`);
    return name;
  };
  const results = [order.run(act('slow', 20)), order.run(act('quick', 0))];
  expect(await Promise.all(results)).toEqual(['slow', 'quick']);
  expect(seen).toEqual(['slow begins', 'slow ends', 'quick begins', 'quick ends']);
});

test('a failure is told to whoever asked, and holds nobody up', async () => {
  const order = new InOrder();
  const failed = order.run(() => Promise.reject(new Error('no')));
  const next = order.run(async () => 'done');
  await expect(failed).rejects.toThrow('no');
  expect(await next).toBe('done');
});

test('it is settled when all of them have ended, failed or not', async () => {
  const order = new InOrder();
  let ended = false;
  order.run(() => Promise.reject(new Error('no'))).catch(() => undefined);
  void order.run(async () => {
    await pause(10);
    ended = true;
  });
  await order.settled();
  expect(ended).toBe(true);
});
