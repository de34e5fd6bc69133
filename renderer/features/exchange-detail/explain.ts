import type { TFunction } from 'i18next';
import type { ShownDetail } from '../../../electron/ipc/contract.ts';
import type { ConfigInput } from '../../../src-server/config/schema.ts';
import type { TraceEntry } from '../../../src-server/log/detail.ts';
import type { Reason } from '../../components/trace-list.tsx';
import { REFUSAL_WORDS, TRACE_WORDS } from './trace-words.ts';

export function explain(t: TFunction, detail: ShownDetail, config: ConfigInput): readonly Reason[] {
  return [...detail.trace.map((entry) => reasonOf(t, entry)), ...wouldHaveAnswered(t, detail, config)];
}

function reasonOf(t: TFunction, { code, verdict, params = {} }: TraceEntry): Reason {
  const refused = /^error\.(\d+)$/.exec(code);
  if (refused) return refusal(t, Number(refused[1]), params);
  const kind = code.startsWith('static.near-') ? 'near' : verdict;
  const key = TRACE_WORDS[code as keyof typeof TRACE_WORDS];
  return { kind, title: key ? t(key, { ...params }) : code };
}

function refusal(t: TFunction, status: number, { reason }: NonNullable<TraceEntry['params']>): Reason {
  const key = REFUSAL_WORDS[status as keyof typeof REFUSAL_WORDS];
  const title = key ? t(key) : t('trace.error', { status });
  return { kind: 'refused', title, ...(reason === undefined ? {} : { detail: t('trace.reason', { reason }) }) };
}

/** Features that are off and would have given another answer. */
function wouldHaveAnswered(
  t: TFunction,
  { record, requestFields, trace }: ShownDetail,
  config: ConfigInput,
): readonly Reason[] {
  if (record.status !== 404 || !/^(GET|HEAD)$/.test(record.method)) return [];
  const accept = requestFields.find(([name]) => name.toLowerCase() === 'accept')?.[1] ?? '';
  const isFolder = trace.some(({ code }) => code === 'static.directory');
  if (isFolder && config.listing === false) {
    return [{ kind: 'off', title: t('trace.listingOff'), feature: 'listing' }];
  }
  if (!config.spa && accept.includes('text/html')) {
    return [{ kind: 'off', title: t('trace.spaOff'), detail: t('trace.spaWould'), feature: 'spa' }];
  }
  return [];
}
