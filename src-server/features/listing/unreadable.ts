import { HttpError } from '../../errors.ts';

export const unreadable = (cause?: unknown) =>
  new HttpError(403, 'This computer does not allow the folder to be read.', {}, cause);
