import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useAppState } from '../../app-context.tsx';
import { StatusShapeIcon } from '../../components/status-mark.tsx';
import { formatCount } from '../../format.ts';
import type { StatusClass } from './log-view.ts';
import classes from './toolbar.module.css';

const CHIPS = [
  { statusClass: 2, shape: 'plain' },
  { statusClass: 3, shape: 'arrow' },
  { statusClass: 4, shape: 'diamond' },
  { statusClass: 5, shape: 'solid' },
] as const;

interface ClassChipsProps {
  readonly server: string;
  readonly chosen: readonly StatusClass[];
  readonly onToggle: (statusClass: StatusClass, adding: boolean) => void;
}

/** Exact numbers of each status class; a click shows only that one, Shift adds. */
export function ClassChips({ server, chosen, onToggle }: ClassChipsProps) {
  const { t } = useTranslation();
  const byClass = useAppState(({ counters }) => counters[server]?.byClass);
  return (
    <div className={classes.chips} role="group" aria-label={t('column.status')}>
      {CHIPS.map(({ statusClass, shape }) => (
        <button
          key={statusClass}
          type="button"
          className={classes.chip}
          aria-pressed={chosen.includes(statusClass)}
          title={t('log.classHelp', { name: `${statusClass}xx` })}
          onClick={(event: MouseEvent) => onToggle(statusClass, event.shiftKey)}
        >
          {shape === 'solid' ? <span className={classes.solid} /> : <StatusShapeIcon shape={shape} />}
          <b>{statusClass}xx</b>
          <span className={classes.count}>{formatCount(byClass?.[statusClass] ?? 0)}</span>
        </button>
      ))}
    </div>
  );
}
