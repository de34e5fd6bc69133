import { builtin } from '../builtin.ts';
import { HttpError, isShortage } from '../errors.ts';
import { preferredMediaType } from '../http/accept.ts';
import { errorPage, errorPagePolicy } from '../pages/error-page.ts';
import { preferredLanguage } from '../pages/language.ts';
import { problemJson } from '../pages/problem-json.ts';
import type { Step } from './compose.ts';
import type { Exchange } from './exchange.ts';
import { closeIfContentPending, contentInHand } from './pending-content.ts';
import { ResponseFields } from './response-fields.ts';

export interface ErrorResponseOptions {
  readonly report: (text: string) => void;
  /** Sends the root's own 404.html with status 404. Resolves to false if there is none. */
  readonly sendNotFoundPage: (exchange: Exchange) => Promise<boolean>;
}

/** The one place where a refusal becomes a response. A bug is 500: logged whole, never shown to the client. */
export function errorResponse({ report, sendNotFoundPage }: ErrorResponseOptions): Step {
  return async (exchange, next) => {
    try {
      await next();
    } catch (error) {
      if (exchange.signal.aborted) return; // the client left; nobody to answer
      const refusal = error instanceof HttpError ? error : (shortage(error) ?? asBug(exchange, error, report));
      if (exchange.headSent) {
        exchange.fail(error);
        return;
      }
      await refuse(exchange, refusal, sendNotFoundPage);
    }
  };
}

/** Answers a refusal in the form that the client prefers. */
export async function refuse(
  exchange: Exchange,
  refusal: HttpError,
  sendNotFoundPage: ErrorResponseOptions['sendNotFoundPage'] = async () => false,
): Promise<void> {
  if (exchange.step === 'none') exchange.step = 'error';
  exchange.explain({
    step: exchange.step,
    verdict: 'refused',
    code: `error.${refusal.status}`,
    params: reasonOf(refusal),
  });
  const form = preferredMediaType(exchange.field('accept'), FORMS);
  const usesHtml = form === 'text/html' && exchange.field('accept') !== undefined;
  await contentInHand(exchange);
  closeIfContentPending(exchange);
  if (refusal.status === 404 && usesHtml && (await sendOwnPage(exchange, sendNotFoundPage))) return;
  const fields = new ResponseFields(refusal.fields);
  fields.addToList('Vary', 'Accept');
  fields.set('X-Content-Type-Options', 'nosniff');
  fields.set('Cache-Control', 'no-cache');
  if (usesHtml || form === undefined) sendPage(exchange, refusal, fields);
  else sendProblem(exchange, refusal, fields);
}

const FORMS = ['text/html', 'application/problem+json', 'application/json'] as const;

function sendPage(exchange: Exchange, { status, reason }: HttpError, fields: ResponseFields): void {
  const language = preferredLanguage(exchange.field('accept-language'));
  fields.addToList('Vary', 'Accept-Language');
  fields.set('Content-Type', 'text/html; charset=utf-8');
  fields.set('Content-Security-Policy', errorPagePolicy());
  const detail = reason === undefined ? {} : { detail: reason };
  exchange.respond(status, fields, errorPage({ status, language, path: exchange.target.path, ...detail }));
}

function sendProblem(exchange: Exchange, { status, reason }: HttpError, fields: ResponseFields): void {
  fields.set('Content-Type', 'application/problem+json');
  exchange.respond(status, fields, problemJson(status, reason));
}

/** A 404.html that cannot be sent, for want of rights or of a coding that the client takes, is as good as none. */
async function sendOwnPage(
  exchange: Exchange,
  sendNotFoundPage: ErrorResponseOptions['sendNotFoundPage'],
): Promise<boolean> {
  exchange.onHead(({ fields }) => fields.addToList('Vary', 'Accept'));
  try {
    return await sendNotFoundPage(exchange);
  } catch (error) {
    if (exchange.headSent) throw error;
    return false;
  }
}

const reasonOf = (refusal: HttpError): Record<string, string> => (refusal.reason ? { reason: refusal.reason } : {});

/** Not the client's mistake, and no bug. */
function shortage(error: unknown): HttpError | undefined {
  if (!isShortage(error)) return undefined;
  return new HttpError(503, 'The server has too much to do right now.', { 'Retry-After': '1' }, error);
}

function asBug(exchange: Exchange, error: unknown, report: (text: string) => void): HttpError {
  exchange.failure = error;
  const id = builtin.crypto.randomUUID().slice(0, 8);
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  report(`${id} ${exchange.method} ${exchange.target.rawPath}: ${text}`);
  return new HttpError(500, `Something went wrong here. The server's log has the reason under ${id}.`, {}, error);
}
