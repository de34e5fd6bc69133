import { closeSync, openSync } from 'node:fs';
import { devNull } from 'node:os';
import { errorCode, HttpError, isShortage } from '../../errors.ts';

/** What the system's resolver also says when it has no descriptor left to read its own files with. */
const UNKNOWN_NAME = new Set(['ENOTFOUND', 'EAI_AGAIN']);

/** A shortage stays what it is: it is ours, not the upstream's. */
export function upstreamError(error: unknown): unknown {
  if (error instanceof HttpError || isShortage(error)) return error;
  const code = errorCode(error) ?? '';
  if (code.startsWith('HPE_')) return noProperAnswer(error);
  const starved = UNKNOWN_NAME.has(code) ? descriptorShortage() : undefined;
  return starved ?? new HttpError(502, 'The upstream server could not be reached.', {}, error);
}

export function noProperAnswer(cause: unknown): HttpError {
  return new HttpError(502, 'The upstream server gave no proper answer.', {}, cause);
}

function descriptorShortage(): unknown {
  try {
    closeSync(openSync(devNull, 'r'));
    return undefined;
  } catch (error) {
    return isShortage(error) ? error : undefined;
  }
}
