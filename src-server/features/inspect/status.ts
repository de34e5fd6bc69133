import { STATUS_CODES } from 'node:http';
import { HttpError } from '../../errors.ts';
import type { Exchange } from '../../pipeline/exchange.ts';

/** Fields without which a status would be malformed (RFC 9110 §15). */
const REQUIRED_FIELDS: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  401: { 'WWW-Authenticate': 'Basic realm="inspect", charset="UTF-8"' },
  405: { Allow: '' },
  407: { 'Proxy-Authenticate': 'Basic realm="inspect"' },
  426: { Upgrade: 'websocket', Connection: 'Upgrade' },
};
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const WITHOUT_CONTENT = new Set([204, 205, 304]);

/** Answers with the status that was asked for. @throws HttpError 400 for one that cannot end an exchange */
export function answerStatus(exchange: Exchange, text: string, at: string): void {
  const status = /^[2-5]\d\d$/.test(text) ? Number(text) : undefined;
  if (status === undefined) {
    throw new HttpError(400, `"${text}" is no final status: give 200 to 599, such as status/404.`);
  }
  const fields = {
    'Content-Type': 'application/json; charset=utf-8',
    ...REQUIRED_FIELDS[status],
    ...(REDIRECTS.has(status) ? { Location: at } : {}),
  };
  const content = `${JSON.stringify({ status, reason: STATUS_CODES[status] ?? '' })}\n`;
  if (WITHOUT_CONTENT.has(status)) exchange.respond(status, {});
  else exchange.respond(status, fields, content);
}
