import { builtin } from '../../builtin.ts';
import { HttpError } from '../../errors.ts';
import { FileChangedError, type Span, sendSpan } from '../../files/send-file.ts';
import { formatHttpDate } from '../../http/http-date.ts';
import { multipartRanges } from '../../http/multipart-ranges.ts';
import { evaluatePreconditions, ifRangeAllows } from '../../http/preconditions.ts';
import { parseRange } from '../../http/range.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import { ResponseFields } from '../../pipeline/response-fields.ts';
import type { CodedCache } from '../compression/coded-cache.ts';
import { type Content, loadContent } from './content.ts';
import { asksForRange, type Representation } from './representation.ts';
import { sendCoded } from './send-coded.ts';
import { CONTENT_FIELDS } from './sent-fields.ts';

/** Fields that only a representation of the target has. */
const VALIDATORS = ['ETag', 'Last-Modified', 'Accept-Ranges'];

/**
 * Answers GET or HEAD with a representation, in the order of RFC 9110 §13.2.2: preconditions, then Range. Closes the file.
 * @param status 404 for a page that says so: it is no representation of the target, so nothing of it can be asked for
 * @returns false if the file changed before anything was sent
 */
export async function deliver(
  exchange: Exchange,
  representation: Representation,
  coded: CodedCache,
  status = 200,
): Promise<boolean> {
  try {
    const ranged = status === 200 && asksForRange(exchange);
    const content = await loadContent(representation, coded, !ranged);
    if (!content) return false;
    exchange.file = representation.path;
    exchange.realFile = representation.realPath;
    explainForm(exchange, representation, content);
    const fields = contentFields(representation, content);
    if (status === 200) await sendSelected(exchange, representation, content, fields);
    else {
      for (const name of VALIDATORS) fields.delete(name);
      await sendWhole(exchange, representation, content, fields, status);
    }
    return true;
  } catch (error) {
    if (error instanceof FileChangedError && !exchange.headSent) return false;
    throw error;
  } finally {
    await representation.file.close();
  }
}

async function sendSelected(
  exchange: Exchange,
  representation: Representation,
  content: Content,
  fields: ResponseFields,
): Promise<void> {
  const validators = { entityTag: content.entityTag, lastModifiedMs: representation.lastModifiedMs };
  const verdict = evaluatePreconditions(exchange.method, preconditionFields(exchange), validators);
  if (verdict === 'failed') throw new HttpError(412, 'The file is not in the state that the request asks for.');
  if (verdict === 'not-modified') {
    sendNotModified(exchange, fields);
    return;
  }
  const usesRange = asksForRange(exchange) && content.kind !== 'stream';
  if (usesRange && ifRangeAllows(exchange.field('if-range'), validators, Date.now())) {
    if (await sendRanges(exchange, representation, content, fields)) return;
  }
  await sendWhole(exchange, representation, content, fields, 200);
}

/** For "why this answer": the type, and what became of the bytes on their way. */
function explainForm(exchange: Exchange, { mediaType, storedCoding, varies }: Representation, content: Content): void {
  const explain = (code: string, params: Record<string, string>) =>
    exchange.explain({ step: 'static', verdict: 'done', code, params });
  explain('static.media-type', { mediaType });
  if (content.coding) explain(storedCoding ? 'static.sidecar' : 'static.coded', { coding: content.coding });
  else if (varies) exchange.explain({ step: 'compression', verdict: 'skipped', code: 'static.uncoded' });
}

function contentFields(representation: Representation, content: Content): ResponseFields {
  return new ResponseFields({
    'Content-Type': representation.mediaType,
    'Content-Encoding': content.coding,
    ETag: content.entityTag,
    'Last-Modified': formatHttpDate(representation.lastModifiedMs),
    'Accept-Ranges': 'bytes',
    Vary: representation.vary.join(', ') || undefined,
    'X-Content-Type-Options': 'nosniff',
  });
}

function preconditionFields(exchange: Exchange) {
  return {
    ifMatch: exchange.field('if-match'),
    ifNoneMatch: exchange.field('if-none-match'),
    ifModifiedSince: exchange.field('if-modified-since'),
    ifUnmodifiedSince: exchange.field('if-unmodified-since'),
  };
}

function sendNotModified(exchange: Exchange, fields: ResponseFields): void {
  exchange.explain({ step: 'static', verdict: 'done', code: 'static.not-modified' });
  for (const name of CONTENT_FIELDS) fields.delete(name);
  exchange.respond(304, fields);
}

async function sendWhole(
  exchange: Exchange,
  { file, length }: Representation,
  content: Content,
  fields: ResponseFields,
  status: number,
): Promise<void> {
  if (content.kind === 'memory') {
    exchange.respond(status, fields, content.body);
    return;
  }
  if (content.kind === 'file') fields.set('Content-Length', String(length));
  const begin = () => exchange.sendHead(status, fields);
  const span = { start: 0, end: length - 1 };
  if (exchange.method === 'HEAD' || length === 0) begin();
  else if (content.kind === 'file') await sendSpan(exchange, file, span, begin);
  else await sendCoded(exchange, file, { span, coding: content.coding, begin });
  exchange.response.end();
}

/** @returns false if the range set is to be ignored: the whole is sent then */
async function sendRanges(
  exchange: Exchange,
  representation: Representation,
  content: Content,
  fields: ResponseFields,
): Promise<boolean> {
  const completeLength = content.kind === 'memory' ? content.body.byteLength : representation.length;
  const result = parseRange(exchange.field('range'), completeLength);
  if (result.kind === 'whole') return false;
  if (result.kind === 'unsatisfiable') {
    throw new HttpError(416, `The file has ${completeLength} bytes.`, { 'Content-Range': `bytes */${completeLength}` });
  }
  const send = (span: Span, begin: () => void) => sendBytes(exchange, representation, content, span, begin);
  const [only, ...others] = result.ranges;
  exchange.explain({ step: 'static', verdict: 'done', code: 'static.range', params: { count: result.ranges.length } });
  if (only && others.length === 0) {
    fields.set('Content-Range', `bytes ${only.start}-${only.end}/${completeLength}`);
    fields.set('Content-Length', String(only.end - only.start + 1));
    await send(only, () => exchange.sendHead(206, fields));
  } else {
    const boundary = builtin.crypto.randomBytes(18).toString('hex');
    const { mediaType } = representation;
    const multipart = multipartRanges({ ranges: result.ranges, completeLength, mediaType, boundary });
    fields.set('Content-Type', multipart.contentType);
    fields.set('Content-Length', String(multipart.contentLength));
    for (const part of multipart.parts) {
      await send(part, () => {
        if (!exchange.headSent) exchange.sendHead(206, fields);
        exchange.response.write(Buffer.from(part.head, 'latin1'));
      });
    }
    exchange.response.write(Buffer.from(multipart.tail, 'latin1'));
  }
  exchange.response.end();
  return true;
}

async function sendBytes(
  exchange: Exchange,
  { file }: Representation,
  content: Content,
  span: Span,
  begin: () => void,
): Promise<void> {
  if (content.kind !== 'memory') return sendSpan(exchange, file, span, begin);
  begin();
  exchange.response.write(content.body.subarray(span.start, span.end + 1));
}
