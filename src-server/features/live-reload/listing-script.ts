import type { Exchange } from '../../pipeline/exchange.ts';
import type { Representation } from '../listing/representation.ts';
import { injectScript, navigates, SCRIPT_PATH } from './inject.ts';

/** Adds the script to a listing that a browser shows. Its policy allows this one file, nothing else of our address. */
export function withLiveReload(form: Representation, exchange: Exchange): Representation {
  const { 'Content-Type': mediaType = '', 'Content-Security-Policy': policy = '' } = form.fields;
  if (!mediaType.startsWith('text/html') || !navigates(exchange)) return form;
  const source = `${exchange.secure ? 'https' : 'http'}://${exchange.authority}${SCRIPT_PATH}`;
  return {
    fields: { ...form.fields, 'Content-Security-Policy': policy.replace('script-src ', `script-src ${source} `) },
    rows: form.rows,
    head: (large) => form.head(large),
    end: (totals) => injectScript(Buffer.from(form.end(totals))).toString(),
  };
}
