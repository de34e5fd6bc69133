import type { TFunction } from 'i18next';
import type { ServerView } from '../../../electron/ipc/contract.ts';
import type { ServerHistory } from '../../store.ts';
import { troubleOf } from './condition.ts';

const TROUBLE_WORDS = {
  port: 'row.port',
  'folder-gone': 'row.folderGone',
  'folder-denied': 'row.folderDenied',
  engine: 'row.engine',
  other: 'row.other',
} as const;

/** The second line of a server's row. */
export function statusLine(t: TFunction, server: ServerView, { log, traffic }: ServerHistory, nowMs: number): string {
  const trouble = troubleOf(server);
  if (trouble)
    return server.state.kind === 'failed' && isPortRefused(server) ? t('row.portRefused') : t(TROUBLE_WORDS[trouble]);
  switch (server.state.kind) {
    case 'starting':
      return t('server.starting');
    case 'stopping':
      return t('server.stopping');
    case 'running':
      return trafficLine(t, traffic.rate(nowMs), traffic.lastRequestMs ?? log.newest?.timeMs, nowMs);
    default:
      return t('server.off');
  }
}

function isPortRefused({ state }: ServerView): boolean {
  return state.kind === 'failed' && state.error.code === 'PORT_FORBIDDEN';
}

function trafficLine(t: TFunction, rate: number, last: number | undefined, nowMs: number): string {
  if (rate >= 0.95) return t('row.perSecond', { n: Math.round(rate) });
  if (last === undefined) return t('row.noRequests');
  const quietS = Math.max(0, Math.floor((nowMs - last) / 1000));
  if (quietS < 60) return t('row.lastSeconds');
  const minutes = Math.floor(quietS / 60);
  return minutes < 60 ? t('row.quietMinutes', { n: minutes }) : t('row.quietHours', { n: Math.floor(minutes / 60) });
}
