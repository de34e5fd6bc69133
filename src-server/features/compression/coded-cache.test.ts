import { randomBytes } from 'node:crypto';
import * as zlib from 'node:zlib';
import { afterEach, expect, test, vi } from 'vitest';
import { CodedCache } from './coded-cache.ts';
import * as codings from './codings.ts';

const compressed = vi.spyOn(codings, 'compressWhole');
afterEach(() => void compressed.mockReset());

const MEGABYTE = 1024 * 1024;
const CONTENT = Buffer.from('x'.repeat(1000));

test('those who ask for one version share one compression, also later', async () => {
  const cache = new CodedCache();
  const [one, other] = await Promise.all([
    cache.get('/a', '"1-gzip"', 'gzip', CONTENT),
    cache.get('/a', '"1-gzip"', 'gzip', CONTENT),
  ]);
  expect(zlib.gunzipSync(one).equals(CONTENT)).toBe(true);
  expect(other).toBe(one);
  expect(await cache.get('/a', '"1-gzip"', 'gzip', Buffer.from('unread'))).toBe(one);
  expect(compressed).toHaveBeenCalledTimes(1);
});

test('another file, version or coding is made for itself', async () => {
  const cache = new CodedCache();
  await cache.get('/a', '"1-gzip"', 'gzip', CONTENT);
  await cache.get('/b', '"1-gzip"', 'gzip', CONTENT);
  await cache.get('/a', '"2-gzip"', 'gzip', CONTENT);
  expect(zlib.brotliDecompressSync(await cache.get('/a', '"1-br"', 'br', CONTENT)).equals(CONTENT)).toBe(true);
  expect(compressed).toHaveBeenCalledTimes(4);
});

test('what failed is tried again', async () => {
  const cache = new CodedCache();
  compressed.mockRejectedValueOnce(new Error('no memory'));
  await expect(cache.get('/a', '"1"', 'gzip', CONTENT)).rejects.toThrow('no memory');
  expect(zlib.gunzipSync(await cache.get('/a', '"1"', 'gzip', CONTENT)).equals(CONTENT)).toBe(true);
});

test('no more than two run at once: the disk needs threads too', async () => {
  const cache = new CodedCache();
  const release: (() => void)[] = [];
  compressed.mockImplementation(() => new Promise((resolve) => release.push(() => resolve(CONTENT))));
  const asked = Array.from({ length: 5 }, (_, n) => cache.get(`/${n}`, '"1"', 'gzip', CONTENT));
  for (let done = 0; done < 5; done += 1) {
    await vi.waitFor(() => expect(compressed).toHaveBeenCalledTimes(Math.min(5, done + 2)));
    release[done]?.();
  }
  expect(await Promise.all(asked)).toEqual(Array.from({ length: 5 }, () => CONTENT));
});

test('beyond its budget those go that nobody has asked for the longest', async () => {
  const cache = new CodedCache();
  compressed.mockImplementation(async (content) => Buffer.from(content));
  const eight = randomBytes(8 * MEGABYTE);
  for (const path of ['/a', '/b', '/c', '/d']) await cache.get(path, '"1"', 'gzip', eight);
  await cache.get('/a', '"1"', 'gzip', eight); // the young end again
  await cache.get('/e', '"1"', 'gzip', eight);
  compressed.mockClear();
  for (const path of ['/a', '/c', '/d', '/e']) await cache.get(path, '"1"', 'gzip', eight);
  expect(compressed).not.toHaveBeenCalled();
  await cache.get('/b', '"1"', 'gzip', eight);
  expect(compressed).toHaveBeenCalledTimes(1);
});
