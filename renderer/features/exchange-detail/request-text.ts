import type { ShownDetail } from '../../../electron/ipc/contract.ts';

/** A request as other programs take it. Pure. */

/** These follow from the rest, or belong to one connection; sending them again by hand does harm. */
const LEFT_OUT = /^(host|connection|content-length|transfer-encoding|accept-encoding|upgrade|keep-alive)$/i;

/** The whole URL as the client meant it: by the Host it sent, else by an address of the server. */
export function requestUrl({ record, requestFields }: ShownDetail, serverUrl: string): string {
  const base = new URL(serverUrl);
  const host = requestFields.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? base.host;
  return `${base.protocol}//${host}${record.target}`;
}

export function asCurl(detail: ShownDetail, serverUrl: string): string {
  const { method } = detail.record;
  const parts = [`curl ${quoted(requestUrl(detail, serverUrl))}`];
  if (method === 'HEAD') parts.push('--head');
  else if (method !== 'GET') parts.push(`-X ${method}`);
  for (const [name, value] of keptFields(detail)) parts.push(`-H ${quoted(`${name}: ${value}`)}`);
  const body = bodyText(detail);
  if (body !== undefined) parts.push(`--data-binary ${quoted(body)}`);
  return parts.join(' \\\n  ');
}

export function asFetch(detail: ShownDetail, serverUrl: string): string {
  const body = bodyText(detail);
  const options = {
    method: detail.record.method,
    headers: keptFields(detail),
    ...(body === undefined ? {} : { body }),
  };
  return `await fetch(${JSON.stringify(requestUrl(detail, serverUrl))}, ${JSON.stringify(options, null, 2)});`;
}

function keptFields({ requestFields }: ShownDetail): readonly (readonly [string, string])[] {
  return requestFields.filter(([name]) => !LEFT_OUT.test(name) && !name.startsWith(':'));
}

function bodyText({ requestBody }: ShownDetail): string | undefined {
  return requestBody && requestBody.bytes.length > 0 ? new TextDecoder().decode(requestBody.bytes) : undefined;
}

/** For a POSIX shell: nothing inside single quotes means anything, so only they need care. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
