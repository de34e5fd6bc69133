import { useTranslation } from 'react-i18next';
import type { ShownDetail } from '../../../electron/ipc/contract.ts';
import { formatDuration } from '../../format.ts';
import classes from './detail-pane.module.css';

/** From the head of the request: until the answer's head, then until its last byte. */
export function TimingView({ timing: { headMs, endMs } }: { readonly timing: ShownDetail['timing'] }) {
  const { t } = useTranslation();
  const whole = Math.max(endMs, headMs, 0.001);
  const spans = [
    { name: t('timing.thinking'), from: 0, to: headMs },
    { name: t('timing.sending'), from: headMs, to: Math.max(endMs, headMs) },
  ];
  return (
    <div className={classes.timing}>
      <dl>
        {spans.map(({ name, from, to }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className={classes.track}>
              <span
                className={classes.span}
                style={{ left: `${(from / whole) * 100}%`, width: `${((to - from) / whole) * 100}%` }}
              />
            </dd>
            <dd>{formatDuration(to - from)}</dd>
          </div>
        ))}
      </dl>
      <p className="second">{t('timing.whole', { duration: formatDuration(endMs) })}</p>
    </div>
  );
}
