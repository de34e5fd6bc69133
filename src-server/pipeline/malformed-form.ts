import { HttpError } from '../errors.ts';

/** @param cause what the parser said */
export function malformedForm(cause: unknown): HttpError {
  const detail = cause instanceof Error ? ` (${cause.message})` : '';
  return new HttpError(400, `The multipart form is malformed${detail}.`, {}, cause);
}
