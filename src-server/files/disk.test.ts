import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Disk } from './disk.ts';

/** Which way was taken. */
const ways = (disk: Disk, takesMs = 0) =>
  disk.ask(
    () => {
      for (const end = performance.now() + takesMs; performance.now() < end; );
      return 'at once';
    },
    async () => {
      if (takesMs > 0) await sleep(takesMs);
      return 'by a thread';
    },
  );

test('a disk that nothing is known of is asked through a thread, a quick one at once from then on', async () => {
  const disk = new Disk();
  expect(await ways(disk)).toBe('by a thread');
  expect(ways(disk)).toBe('at once');
});

test('a slow disk is never asked at once', async () => {
  const disk = new Disk();
  for (let i = 0; i < 5; i++) expect(await ways(disk, 3)).toBe('by a thread');
});

test('a disk that became slow is asked through threads, until it is quick and what was waited is forgotten', async () => {
  const disk = new Disk();
  await ways(disk);
  expect(ways(disk, 12)).toBe('at once');
  for (let i = 0; i < 3; i++) expect(await ways(disk)).toBe('by a thread');
  await sleep(200); // 12 ms, of which a fiftieth of this time is forgotten
  await ways(disk);
  expect(ways(disk)).toBe('at once');
});

test('an error comes out of either way', async () => {
  const disk = new Disk();
  const fail = () => {
    throw new Error('gone');
  };
  await expect(disk.ask(fail, async () => fail())).rejects.toThrow('gone');
  expect(() => disk.ask(fail, async () => fail())).toThrow('gone');
});
