import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { ServerState } from '../../src-server/state.ts';
import type { Words } from '../words.ts';
import type { SentRequest } from './contract.ts';

/** These belong to one connection (RFC 9110 §7.6.1) or follow from the content that is sent. */
const NOT_REPEATED =
  /^(connection|keep-alive|transfer-encoding|content-length|expect|upgrade|te|trailer|proxy-.*|:.*)$/i;
const PATIENCE_S = 30;

/**
 * Sends a request to one of our own servers, from this computer. The answer is read and thrown away: it stands in the log.
 * @throws Error in words when the server does not run or cuts the connection
 */
export function sendRequest(
  state: ServerState,
  sent: SentRequest,
  words: Words['sending'],
): Promise<{ readonly status: number }> {
  if (state.kind !== 'running') throw new Error(words.notRunning);
  const send = state.secure ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const request = send(
      {
        host: ownHost(state.host),
        port: state.port,
        method: sent.method,
        path: sent.target,
        headers: sent.fields.filter(([name]) => !NOT_REPEATED.test(name)).flat(),
        rejectUnauthorized: false, // it is our own certificate, for names that this computer may not call itself
        agent: false,
        timeout: PATIENCE_S * 1_000,
      },
      (response) => {
        response.resume();
        response.on('end', () => resolve({ status: response.statusCode ?? 0 }));
        response.on('error', reject);
      },
    );
    request.on('timeout', () => request.destroy(new Error(words.noAnswer(PATIENCE_S))));
    request.on('error', reject);
    request.end(sent.body);
  });
}

function ownHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  return host === '::' ? '::1' : host;
}
