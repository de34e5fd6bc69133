import { once } from 'node:events';
import type { Exchange } from '../../pipeline/exchange.ts';
import { ResponseFields } from '../../pipeline/response-fields.ts';
import type { IdleTimer } from './idle-timer.ts';
import { type OutputHead, parseOutputHead } from './output-head.ts';
import { ScriptFault } from './script-fault.ts';

type Head = Extract<OutputHead, { kind: 'head' }>;

/**
 * Turns what a script writes into the response, as it comes.
 * @returns where a script leads that answers nothing itself (RFC 3875 §6.2.2) @throws ScriptFault
 */
export async function sendOutput(
  exchange: Exchange,
  output: AsyncIterable<Buffer>,
  timer: IdleTimer,
): Promise<string | undefined> {
  let head: Head | undefined;
  let pending = Buffer.alloc(0);
  let sent = 0;
  for await (const chunk of output) {
    timer.restart();
    if (head?.localRedirect) continue;
    if (head) {
      sent += await sendContent(exchange, head, chunk, sent, timer);
      continue;
    }
    pending = Buffer.concat([pending, chunk]);
    head = sendHead(exchange, pending);
    if (head && !head.localRedirect) sent += await sendContent(exchange, head, pending.subarray(head.end), sent, timer);
  }
  if (!head) throw new ScriptFault(502, pending.length === 0 ? 'it wrote nothing' : 'its output ends within the head');
  if (head.localRedirect) return head.localRedirect;
  const isShort = head.contentLength !== undefined && sent < head.contentLength && carriesContent(exchange, head);
  if (isShort) throw new ScriptFault(502, `it promised ${head.contentLength} bytes and wrote ${sent}`);
  exchange.response.end();
  return undefined;
}

function sendHead(exchange: Exchange, output: Buffer): Head | undefined {
  const head = parseOutputHead(output);
  if (head.kind === 'incomplete') return undefined;
  if (head.kind === 'malformed') throw new ScriptFault(502, head.problem);
  if (head.kind === 'nph') {
    throw new ScriptFault(500, 'it writes its own status line ("HTTP/…"); such scripts (nph-) are not supported');
  }
  if (head.localRedirect) return head;
  const fields = new ResponseFields();
  fields.flat.push(...head.fields);
  exchange.sendHead(head.status, fields);
  exchange.response.flushHeaders();
  return head;
}

async function sendContent(
  exchange: Exchange,
  head: Head,
  chunk: Buffer,
  sent: number,
  timer: IdleTimer,
): Promise<number> {
  if (chunk.length === 0 || !carriesContent(exchange, head)) return 0;
  if (head.contentLength !== undefined && sent + chunk.length > head.contentLength) {
    throw new ScriptFault(502, `it promised ${head.contentLength} bytes and wrote more`);
  }
  if (exchange.response.write(chunk)) return chunk.length;
  timer.stop(); // it is the client who is slow now
  await once(exchange.response, 'drain', { signal: exchange.signal });
  timer.restart();
  return chunk.length;
}

function carriesContent({ method }: Exchange, { status }: Head): boolean {
  return method !== 'HEAD' && status !== 204 && status !== 304;
}
