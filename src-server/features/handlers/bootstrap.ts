/**
 * Runs in the module's own thread. A string, because the engine is itself one bundled file, in three places (command line,
 * Electron, tests): there is no second file that a thread could be started from. Speaks `messages.ts`.
 */
export const BOOTSTRAP = `'use strict';
const { parentPort, workerData } = require('node:worker_threads');
const { inspect } = require('node:util');

const AT_ONCE_BYTES = 65536;
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const calls = new Map();
const post = (message) => parentPort.postMessage(message);
const textOf = (error) => (error instanceof Error ? error.stack || String(error) : inspect(error));

const loaded = import(workerData.url).then((module) => {
  const whole = typeof module.default?.fetch === 'function' ? module.default : undefined;
  if (!whole && !METHODS.some((method) => typeof module[method] === 'function')) {
    throw new Error('It exports neither "default { fetch(request) }" nor a function that is named after a method, such as GET.');
  }
  const named = (method) => (typeof module[method] === 'function' ? module[method] : undefined);
  return (method) => named(method) ?? (method === 'HEAD' ? named('GET') : undefined) ?? whole?.fetch.bind(whole);
});
loaded.then(
  () => post({ type: 'ready' }),
  (error) => post({ type: 'unusable', text: textOf(error) }),
);

class Call {
  constructor({ id, method, url, fields, hasContent }) {
    this.id = id;
    this.abort = new AbortController();
    this.pulls = 0;
    const carries = hasContent && method !== 'GET' && method !== 'HEAD';
    const body = carries ? { body: this.content(), duplex: 'half' } : {};
    this.request = new Request(url, { method, headers: fields, signal: this.abort.signal, ...body });
  }
  content() {
    return new ReadableStream(
      {
        start: (controller) => {
          this.controller = controller;
        },
        pull: () =>
          new Promise((resolve) => {
            this.got = resolve;
            post({ type: 'want', id: this.id });
          }),
        cancel: () => {
          this.controller = undefined; // a piece that is on its way comes too late
        },
      },
      { highWaterMark: 0 },
    );
  }
  addContent(bytes) {
    this.controller?.enqueue(bytes);
    this.got?.();
  }
  endContent() {
    this.controller?.close();
    this.got?.();
  }
  leave() {
    const reason = new DOMException('The client left.', 'AbortError');
    this.abort.abort(reason);
    try {
      this.controller?.error(reason);
    } catch {} // it was closed already
    this.got?.();
    this.pull();
    this.reader?.cancel(reason).catch(() => undefined);
  }
  pull() {
    this.pulls++;
    this.pulled?.();
  }
  async room() {
    while (this.pulls === 0) await new Promise((resolve) => (this.pulled = resolve));
    this.pulls--;
  }
}

async function run(message) {
  const { id, method } = message;
  if (Atomics.load(workerData.closed, 0) === 1) return;
  post({ type: 'accepted', id });
  try {
    const select = await loaded;
    const call = new Call(message);
    calls.set(id, call);
    const handle = select(method);
    const response = handle && (await handle(call.request));
    if (response === undefined) post({ type: 'passed', id });
    else await answer(call, response);
  } catch (error) {
    post({ type: 'failed', id, text: textOf(error) });
  } finally {
    calls.delete(id);
  }
}

async function answer(call, response) {
  if (!(response instanceof Response) || response.status < 200) {
    throw new TypeError('It returned ' + inspect(response, { depth: 0 }) + '; a Response is due, or undefined for "not mine".');
  }
  const { id } = call;
  const reader = (call.reader = response.body?.getReader());
  const chunks = [];
  let bytes = 0;
  let reading;
  let whole = !reader;
  // Content that is there already goes in one message with the head, and its length is known.
  while (!whole && bytes < AT_ONCE_BYTES) {
    reading = reader.read();
    const result = await Promise.race([reading, new Promise((resolve) => setImmediate(resolve))]);
    if (!result) break;
    reading = undefined;
    if (result.done) whole = true;
    else {
      const chunk = bytesOf(result.value);
      chunks.push(chunk);
      bytes += chunk.byteLength;
    }
  }
  post({ type: 'head', id, status: response.status, fields: [...response.headers], bytes: Buffer.concat(chunks), whole });
  if (whole) return;
  for (let result = await (reading ?? reader.read()); !result.done; result = await reader.read()) {
    await call.room();
    if (call.abort.signal.aborted) return;
    post({ type: 'chunk', id, bytes: bytesOf(result.value) });
  }
  post({ type: 'end', id });
}

function bytesOf(chunk) {
  if (chunk instanceof Uint8Array) return chunk;
  if (typeof chunk === 'string') return Buffer.from(chunk);
  throw new TypeError('The stream of the Response gave ' + inspect(chunk, { depth: 0 }) + '; bytes or text are due.');
}

parentPort.on('message', (message) => {
  const call = calls.get(message.id);
  switch (message.type) {
    case 'call':
      void run(message);
      break;
    case 'content':
      call?.addContent(message.bytes);
      break;
    case 'content-end':
      call?.endContent();
      break;
    case 'pull':
      call?.pull();
      break;
    case 'abort':
      call?.leave();
      break;
    case 'ping':
      post({ type: 'pong' });
  }
});
`;
