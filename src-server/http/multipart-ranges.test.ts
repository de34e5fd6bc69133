import fc from 'fast-check';
import { expect, test } from 'vitest';
import { multipartRanges } from './multipart-ranges.ts';

test('frames each range with its type and position', () => {
  const ranges = [
    { start: 0, end: 1 },
    { start: 4, end: 5 },
  ];
  const frame = multipartRanges({ ranges, completeLength: 10, mediaType: 'text/plain; charset=utf-8', boundary: 'B' });
  expect(frame.contentType).toBe('multipart/byteranges; boundary=B');
  const content = frame.parts.map(({ head, start, end }) => head + '0123456789'.slice(start, end + 1)).join('');
  expect(content + frame.tail).toBe(
    '--B\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Range: bytes 0-1/10\r\n\r\n01' +
      '\r\n--B\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Range: bytes 4-5/10\r\n\r\n45' +
      '\r\n--B--\r\n',
  );
  expect(frame.contentLength).toBe((content + frame.tail).length);
});

test('the length is exact for any ranges', () => {
  const range = fc.tuple(fc.nat(500), fc.nat(499)).map(([start, more]) => ({ start, end: start + more }));
  fc.assert(
    fc.property(fc.array(range, { minLength: 1, maxLength: 16 }), (ranges) => {
      const frame = multipartRanges({ ranges, completeLength: 1000, mediaType: 'image/png', boundary: 'x1' });
      const sent = frame.parts.reduce(
        (sum, { head, start, end }) => sum + Buffer.byteLength(head) + end - start + 1,
        0,
      );
      expect(frame.contentLength).toBe(sent + Buffer.byteLength(frame.tail));
    }),
    { numRuns: 5_000 },
  );
});
