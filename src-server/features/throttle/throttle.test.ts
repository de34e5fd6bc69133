import { expect, test } from 'vitest';
import type { ConfigInput } from '../../config/schema.ts';
import { THROTTLE_PRESETS } from '../../config/throttle-presets.ts';
import { values } from '../../config/values.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import { serveFeatures } from '../serve-features.ts';
import { throttle } from './throttle.ts';

/** Answers with as many bytes as the query says, and reads what is sent first. */
const answer = async (exchange: Exchange) => {
  let received = 0;
  for await (const chunk of exchange.openContent() as AsyncIterable<Buffer>) received += chunk.byteLength;
  exchange.sendHead(200, { 'X-Received': received });
  const size = Number(exchange.target.query || 2);
  for (let sent = 0; sent < size; sent += 1000)
    exchange.response.write(Buffer.alloc(Math.min(1000, size - sent), sent / 1000));
  exchange.response.end();
};
const serve = (option: NonNullable<ConfigInput['throttle']>) =>
  serveFeatures({ throttle: option }, (config) => [...(config.throttle ? [throttle(config.throttle)] : []), answer]);
async function timed<T>(work: () => Promise<T>): Promise<[result: T, ms: number]> {
  const start = performance.now();
  return [await work(), performance.now() - start];
}

test('the answer comes after the latency', async () => {
  const server = await serve({ latencyMs: 150 });
  const [response, ms] = await timed(() => server.fetch('/'));
  expect(response.status).toBe(200);
  expect(ms).toBeGreaterThanOrEqual(149);
});

test('content leaves at the bandwidth given, whole and in order', async () => {
  const server = await serve({ downKbps: 800 }); // 100,000 bytes a second
  const [bytes, ms] = await timed(async () => Buffer.from(await (await server.fetch('/?40000')).arrayBuffer()));
  expect(bytes.equals(Buffer.concat(Array.from({ length: 40 }, (_, i) => Buffer.alloc(1000, i))))).toBe(true);
  expect(ms).toBeGreaterThan(380);
});

test('content arrives at the bandwidth given, whole', async () => {
  const server = await serve({ upKbps: 4000 }); // 500,000 bytes a second
  const [response, ms] = await timed(() => server.fetch('/', { method: 'POST', body: Buffer.alloc(200_000) }));
  expect(response.headers.get('X-Received')).toBe('200000');
  expect(ms).toBeGreaterThan(300);
});

test('content in many pieces arrives whole, however its end comes', async () => {
  const server = await serve({ upKbps: 8000 });
  for (let size = 10_000; size < 200_000; size += 17_777) {
    const response = await server.fetch('/', { method: 'POST', body: Buffer.alloc(size) });
    expect(response.headers.get('X-Received')).toBe(String(size));
  }
});

test('answers on one connection share its bandwidth one after the other', async () => {
  const server = await serve({ downKbps: 800 });
  const [, ms] = await timed(async () => {
    for (let i = 0; i < 3; i++) await (await server.fetch('/?10000')).arrayBuffer();
  });
  expect(ms).toBeGreaterThan(280);
});

test('with an error rate of 1 every request is answered 503 or cut', async () => {
  const server = await serve({ errorRate: 1 });
  const outcomes = await Promise.all(
    Array.from({ length: 24 }, () =>
      server.fetch('/').then(
        ({ status }) => status,
        () => 'cut',
      ),
    ),
  );
  expect(new Set(outcomes)).toEqual(new Set([503, 'cut']));
});

test('every preset is a valid option', () => {
  for (const preset of Object.values(THROTTLE_PRESETS)) expect(values.throttle.parse(preset)).toEqual(preset);
});
