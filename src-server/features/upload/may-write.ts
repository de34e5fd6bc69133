import { resolve } from 'node:path';
import type { ServerConfig } from '../../config/schema.ts';
import { HttpError } from '../../errors.ts';
import { segmentsBelow } from '../../http/prefix.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import { assertOwnOrigin } from '../../pipeline/own-origin.ts';
import { cgiConfig } from '../cgi/cgi.ts';
import { interpreterOf } from '../cgi/find-script.ts';

/** @throws HttpError 403 for pages of other origins and for users who may only read */
export function assertMayWrite(exchange: Exchange, config: ServerConfig): void {
  assertOwnOrigin(exchange, config.cors, 'named-only');
  if (exchange.user?.access === 'read') throw new HttpError(403, 'You may read here, but not write.');
}

/**
 * Refuses to change what this server would run: whoever may send files must not thereby run programs.
 * @param path of the file on the disk @throws HttpError 403
 */
export function assertNoProgram(config: ServerConfig, segments: readonly string[], path: string): void {
  const cgi = config.cgi && cgiConfig(config.cgi);
  const isScript = cgi && (interpreterOf(path, cgi) !== undefined || cgi.at.some((at) => segmentsBelow(at, segments)));
  const isHandler = config.handlers !== false && resolve(config.root, config.handlers) === path;
  if (isScript || isHandler) throw new HttpError(403, 'This server would run that file, so it cannot be changed here.');
}
