import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Disk } from './disk.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

/** One from which something was read whenever it was waited for. */
function newDisk(): Disk {
  let amount = 0;
  return new Disk({
    amountRead: () => {
      amount += 1;
      return amount;
    },
  });
}

/** Which way was taken, on a disk that takes so long. */
const ways = (disk: Disk, takesMs = 0) =>
  disk.ask(
    () => {
      vi.advanceTimersByTime(takesMs);
      return 'at once';
    },
    async () => {
      vi.advanceTimersByTime(takesMs);
      return 'by a thread';
    },
  );

test('a disk that nothing is known of is asked through a thread, a quick one at once from then on', async () => {
  const disk = newDisk();
  expect(await ways(disk)).toBe('by a thread');
  expect(ways(disk)).toBe('at once');
});

test('a slow disk is never asked at once', async () => {
  const disk = newDisk();
  for (let i = 0; i < 5; i++) expect(await ways(disk, 3)).toBe('by a thread');
});

/** So many ask at once, each answered after so long. How many of them on the event loop? */
async function crowd(disk: Disk, asking: number, takesMs: number): Promise<number> {
  let answer = () => {};
  const late = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const answers = Array.from({ length: asking }, () =>
    disk.ask(
      () => 'at once',
      async () => {
        await late;
        return 'by a thread';
      },
    ),
  );
  vi.advanceTimersByTime(takesMs);
  answer();
  return (await Promise.all(answers)).filter((way) => way === 'at once').length;
}

test('in a crowd, where every answer is late, a disk is tried: a quick one is asked at once from then on', async () => {
  const disk = newDisk();
  expect(await crowd(disk, 256, 40)).toBe(0);
  for (let i = 0; i < 20; i++) expect(await crowd(disk, 256, 40)).toBe(256);
});

test('a slow one keeps a crowd waiting once in half a second at the most', async () => {
  const disk = newDisk();
  let waits = 0;
  for (let ms = 0; ms < 10_000; ms += 40) {
    await crowd(disk, 256, 40);
    if ((await ways(disk, 3)) === 'at once') waits += 1;
  }
  expect(waits).toBeGreaterThan(0);
  expect(waits).toBeLessThanOrEqual(20);
});

test('one that hangs is not tried', async () => {
  const disk = newDisk();
  await crowd(disk, 256, 2_000);
  expect(await crowd(disk, 256, 2_000)).toBe(0);
});

test('a remote one is never asked at once, however quick it is', async () => {
  const disk = new Disk({ canHang: true });
  for (let i = 0; i < 5; i++) expect(await ways(disk)).toBe('by a thread');
});

test('a disk that became slow is asked through threads, until it is quick and what was waited is forgotten', async () => {
  const disk = newDisk();
  await ways(disk);
  expect(ways(disk, 12)).toBe('at once');
  for (let i = 0; i < 3; i++) expect(await ways(disk)).toBe('by a thread');
  vi.advanceTimersByTime(200); // of the 12 ms, a fiftieth of this is forgotten
  await ways(disk);
  expect(ways(disk)).toBe('at once');
});

test('a pause now and then is no slow disk, many short waits are', async () => {
  const disk = newDisk();
  await ways(disk);
  for (let i = 0; i < 20; i++) {
    expect(ways(disk, 5)).toBe('at once');
    vi.advanceTimersByTime(300);
  }
  for (let i = 0; i < 50; i++) await ways(disk, 0.5);
  expect(await ways(disk)).toBe('by a thread');
});

test('a program that was paused did not wait for a disk, from which nothing was read', async () => {
  const disk = new Disk({ amountRead: () => 0 });
  await ways(disk);
  for (let i = 0; i < 50; i++) expect(ways(disk, 9)).toBe('at once');
  expect(ways(disk, 50)).toBe('at once'); // too long for a pause: a folder that hangs, perhaps
  expect(await ways(disk)).toBe('by a thread');
});

test('an open file is read as the disk is known, and proves nothing of it', async () => {
  const disk = newDisk();
  const read = () =>
    disk.askOpen(
      () => 'at once',
      async () => 'by a thread',
    );
  for (let i = 0; i < 3; i++) expect(await read()).toBe('by a thread');
  await ways(disk);
  expect(read()).toBe('at once');
});

test('an error comes out of either way', async () => {
  const disk = newDisk();
  const fail = () => {
    throw new Error('gone');
  };
  await expect(disk.ask(fail, async () => fail())).rejects.toThrow('gone');
  expect(() => disk.ask(fail, async () => fail())).toThrow('gone');
});
