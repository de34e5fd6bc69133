import { useTranslation } from 'react-i18next';
import { StatusMark, statusShape } from '../../components/status-mark.tsx';
import { formatCount } from '../../format.ts';
import { useDeviceName } from '../../use-device-name.ts';
import { wholeTarget } from '../requests/shown-target.ts';
import classes from './activity.module.css';
import type { Tallied } from './tally.ts';

interface ClientsPanelProps {
  readonly clients: readonly Tallied[];
  readonly clientCount: number;
  readonly agentOf: (client: string) => string | undefined;
  readonly errors: readonly Tallied[];
  readonly onClient: (client: string) => void;
  readonly onError: (status: string, path: string) => void;
}

export function ClientsPanel({ clients, clientCount, agentOf, errors, onClient, onError }: ClientsPanelProps) {
  const { t } = useTranslation();
  const deviceName = useDeviceName();
  const nameOf = (client: string) => (isLoopback(client) ? t('activity.here') : deviceName(agentOf(client)));
  return (
    <section className={classes.third}>
      <div className={classes.head}>
        <h2>{t('activity.clients')}</h2>
        <span className="quiet num">{formatCount(clientCount)}</span>
      </div>
      <ul className={classes.list}>
        {clients.map(({ key, count }) => (
          <li key={key}>
            <button type="button" onClick={() => onClient(key)}>
              <span className="ellipsis">
                {nameOf(key) ?? key} {nameOf(key) !== undefined && <span className="quiet">{key}</span>}
              </span>
              <span>{formatCount(count)}</span>
            </button>
          </li>
        ))}
        {clients.length === 0 && <li className="quiet">{t('log.none')}</li>}
      </ul>
      <div className={classes.head} data-second>
        <h2>{t('activity.errors')}</h2>
      </div>
      <ul className={classes.list}>
        {errors.map(({ key, count }) => {
          const [status = '', path = ''] = [key.slice(0, 3), key.slice(4)];
          return (
            <li key={key}>
              <button type="button" data-error title={wholeTarget(path)} onClick={() => onError(status, path)}>
                <StatusMark shape={statusShape(Number(status), false)} text={status} />
                <bdi className="ellipsis" dir="ltr">
                  {wholeTarget(path)}
                </bdi>
                <span>{formatCount(count)}</span>
              </button>
            </li>
          );
        })}
        {errors.length === 0 && <li className="quiet">{t('activity.noErrors')}</li>}
      </ul>
    </section>
  );
}

function isLoopback(client: string): boolean {
  return client === '::1' || client.startsWith('127.');
}
