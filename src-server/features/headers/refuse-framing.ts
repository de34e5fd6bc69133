import { ServerError } from '../../errors.ts';
import { problem } from '../../problems.ts';

/** They frame the message (RFC 9112 §6): a wrong one lets the next message be read as part of this one. */
const FRAMING_FIELDS = new Set(['content-length', 'transfer-encoding', 'connection', 'upgrade', 'trailer']);

/** @param option that sets these fields @throws ServerError `OPTION_INVALID` for a field that only the server can know */
export function refuseFraming(option: string, names: readonly string[]): void {
  const name = names.find((each) => FRAMING_FIELDS.has(each.toLowerCase()));
  if (name !== undefined) throw new ServerError('OPTION_INVALID', { option, ...problem('framing', { name }) });
}
