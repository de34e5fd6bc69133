import { setImmediate } from 'node:timers/promises';
import { inspect } from 'node:util';
import type { Call } from './call.ts';
import { post } from './parent.ts';

const AT_ONCE_BYTES = 64 * 1024;

type Read = Promise<{ readonly done: boolean; readonly value?: unknown }>;

/** Sends what the module returned. @throws TypeError if that is no response */
export async function answer(call: Call, response: unknown): Promise<void> {
  if (!(response instanceof Response) || response.status < 200) {
    throw new TypeError(
      `It returned ${inspect(response, { depth: 0 })}; a Response is due, or undefined for "not mine".`,
    );
  }
  const { id } = call;
  const reader = response.body?.getReader();
  call.reader = reader;
  const { chunks, whole, reading } = await readAtOnce(reader);
  const fields = [...response.headers];
  post({ type: 'head', id, status: response.status, fields, bytes: Buffer.concat(chunks), whole });
  if (whole || !reader) return;
  for (let result = await (reading ?? reader.read()); !result.done; result = await reader.read()) {
    await call.room();
    if (call.isAborted) return;
    post({ type: 'chunk', id, bytes: bytesOf(result.value) });
  }
  post({ type: 'end', id });
}

interface AtOnce {
  readonly chunks: Uint8Array[];
  readonly whole: boolean;
  /** The piece that was asked for and is not there yet. */
  readonly reading?: Read;
}

/** Content that is there already goes in one message with the head, and its length is known. */
async function readAtOnce(reader: ReadableStreamDefaultReader<unknown> | undefined): Promise<AtOnce> {
  const chunks: Uint8Array[] = [];
  if (!reader) return { chunks, whole: true };
  for (let bytes = 0; bytes < AT_ONCE_BYTES; ) {
    const reading: Read = reader.read();
    const result = await Promise.race([reading, setImmediate()]);
    if (!result) return { chunks, whole: false, reading };
    if (result.done) return { chunks, whole: true };
    const chunk = bytesOf(result.value);
    chunks.push(chunk);
    bytes += chunk.byteLength;
  }
  return { chunks, whole: false };
}

function bytesOf(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  if (typeof chunk === 'string') return Buffer.from(chunk);
  throw new TypeError(`The stream of the Response gave ${inspect(chunk, { depth: 0 })}; bytes or text are due.`);
}
