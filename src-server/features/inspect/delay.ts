import { setTimeout as sleep } from 'node:timers/promises';
import { HttpError } from '../../errors.ts';

const MAX_S = 300;

/** Waits the given seconds, fractions too; ends early when the client leaves. @throws HttpError 400 */
export async function delay(seconds: string, signal: AbortSignal): Promise<void> {
  const wanted = seconds === '' ? Number.NaN : Number(seconds);
  if (!(wanted >= 0 && wanted <= MAX_S)) {
    throw new HttpError(400, `"${seconds}" is no delay: give seconds from 0 to ${MAX_S}, such as delay/2.`);
  }
  await sleep(wanted * 1000, undefined, { signal });
}
