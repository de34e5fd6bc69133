import { useTranslation } from 'react-i18next';
import { formatBytes, formatCount } from '../../format.ts';
import { wholeTarget } from '../requests/shown-target.ts';
import classes from './activity.module.css';
import type { Tallied } from './tally.ts';

interface PathsPanelProps {
  readonly paths: readonly Tallied[];
  readonly onChoose: (path: string) => void;
}

export function PathsPanel({ paths, onChoose }: PathsPanelProps) {
  const { t } = useTranslation();
  const most = paths[0]?.count ?? 1;
  return (
    <section className={classes.third}>
      <div className={classes.head}>
        <h2>{t('activity.paths')}</h2>
        <span className="quiet">{t('activity.pathsUnit')}</span>
      </div>
      <ul className={classes.list}>
        {paths.map(({ key, count, bytes }) => (
          <li key={key}>
            <button type="button" title={wholeTarget(key)} onClick={() => onChoose(key)}>
              <bdi className="ellipsis" dir="ltr">
                {wholeTarget(key)}
              </bdi>
              <span>{formatCount(count)}</span>
              <span className="second">{formatBytes(bytes)}</span>
              <i style={{ width: `${(count / most) * 100}%` }} />
            </button>
          </li>
        ))}
        {paths.length === 0 && <li className="quiet">{t('log.none')}</li>}
      </ul>
    </section>
  );
}
