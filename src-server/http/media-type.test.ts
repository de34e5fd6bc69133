import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isCompressible, isTextual, mediaTypeOf } from './media-type.ts';

test.each([
  ['index.html', 'text/html; charset=utf-8'],
  ['A.HTM', 'text/html; charset=utf-8'],
  ['a.css', 'text/css; charset=utf-8'],
  ['a.js', 'text/javascript; charset=utf-8'],
  ['a.min.JS', 'text/javascript; charset=utf-8'],
  ['a.mjs', 'text/javascript; charset=utf-8'],
  ['a.cjs', 'text/javascript; charset=utf-8'],
  ['a.json', 'application/json; charset=utf-8'],
  ['a.js.map', 'application/json; charset=utf-8'],
  ['a.jsonld', 'application/ld+json; charset=utf-8'],
  ['a.webmanifest', 'application/manifest+json; charset=utf-8'],
  ['a.xml', 'application/xml; charset=utf-8'],
  ['a.xhtml', 'application/xhtml+xml; charset=utf-8'],
  ['a.svg', 'image/svg+xml; charset=utf-8'],
  ['a.mpd', 'application/dash+xml; charset=utf-8'],
  ['a.md', 'text/markdown; charset=utf-8'],
  ['a.yaml', 'text/yaml; charset=utf-8'],
  ['a.toml', 'application/toml; charset=utf-8'],
  ['a.csv', 'text/csv; charset=utf-8'],
  ['a.ics', 'text/calendar; charset=utf-8'],
  ['a.vtt', 'text/vtt; charset=utf-8'],
  ['a.txt', 'text/plain; charset=utf-8'],
  ['a.gltf', 'model/gltf+json; charset=utf-8'],
  ['a.glb', 'model/gltf-binary'],
  ['a.usdz', 'model/vnd.usdz+zip'],
  ['a.wasm', 'application/wasm'],
  ['a.pdf', 'application/pdf'],
  ['a.png', 'image/png'],
  ['a.jpg', 'image/jpeg'],
  ['a.webp', 'image/webp'],
  ['a.avif', 'image/avif'],
  ['a.heic', 'image/heic'],
  ['a.heif', 'image/heif'],
  ['a.jxl', 'image/jxl'],
  ['a.woff2', 'font/woff2'],
  ['a.ts', 'video/mp2t'],
  ['a.mp4', 'video/mp4'],
  ['a.mov', 'video/quicktime'],
  ['a.mkv', 'video/x-matroska'],
  ['a.webm', 'video/webm'],
  ['a.mp3', 'audio/mpeg'],
  ['a.m4a', 'audio/mp4'],
  ['a.opus', 'audio/ogg'],
  ['a.flac', 'audio/flac'],
  ['a.zip', 'application/zip'],
  ['a.tar.gz', 'application/gzip'],
  ['a.tgz', 'application/gzip'],
  ['a.zst', 'application/zstd'],
  ['a.7z', 'application/x-7z-compressed'],
  ['a.apk', 'application/vnd.android.package-archive'],
  ['a.dmg', 'application/x-apple-diskimage'],
  ['a.br', 'application/octet-stream'],
  ['a.bin', 'application/octet-stream'],
  ['a.unheard-of', 'application/octet-stream'],
  ['Makefile', 'application/octet-stream'],
  ['a.', 'application/octet-stream'],
  ['', 'application/octet-stream'],
  ['a.__proto__', 'application/octet-stream'],
  ['a.constructor', 'application/octet-stream'],
])('%s is %s', (name, expected) => {
  expect(mediaTypeOf(name)).toBe(expected);
});

test('an HLS playlist keeps its bare type (RFC 8216 §4) and is compressible', () => {
  expect(mediaTypeOf('live.m3u8')).toBe('application/vnd.apple.mpegurl');
  expect(isCompressible('application/vnd.apple.mpegurl')).toBe(true);
});

test('overrides win, the longest extension first, and get a charset if they are text', () => {
  const overrides = {
    '.foo': 'text/x-foo',
    '.ts': 'video/mp2t',
    '.d.ts': 'text/plain; charset=latin1',
    '.BAR': 'image/bar',
  };
  expect(mediaTypeOf('a.FOO', overrides)).toBe('text/x-foo; charset=utf-8');
  expect(mediaTypeOf('a.d.ts', overrides)).toBe('text/plain; charset=latin1');
  expect(mediaTypeOf('a.ts', overrides)).toBe('video/mp2t');
  expect(mediaTypeOf('a.bar', overrides)).toBe('image/bar');
  expect(mediaTypeOf('a.js', overrides)).toBe('text/javascript; charset=utf-8');
  expect(mediaTypeOf('a.js', {})).toBe('text/javascript; charset=utf-8');
});

test('text and what else shrinks is compressible; coded formats and event streams are not', () => {
  const yes = [
    'text/html; charset=utf-8',
    'APPLICATION/JSON',
    'image/svg+xml',
    'application/wasm',
    'font/ttf',
    'image/bmp',
  ];
  const no = [
    'image/png',
    'video/mp4',
    'font/woff2',
    'application/zip',
    'application/octet-stream',
    'text/event-stream',
    '',
  ];
  for (const mediaType of yes) expect([mediaType, isCompressible(mediaType)]).toEqual([mediaType, true]);
  for (const mediaType of no) expect([mediaType, isCompressible(mediaType)]).toEqual([mediaType, false]);
});

test('binary formats are not text', () => {
  expect(isTextual('application/wasm')).toBe(false);
  expect(isTextual('application/problem+json; charset=utf-8')).toBe(true);
});

test('any name gives a valid field value', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      if (!/^[\w.+-]+\/[\w.+-]+(?:; charset=utf-8)?$/.test(mediaTypeOf(`a.${name}`))) throw new Error(name);
    }),
    { numRuns: 20_000 },
  );
});
