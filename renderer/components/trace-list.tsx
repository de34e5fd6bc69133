import type { TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { OptionKey } from '../../src-server/config/schema.ts';
import { IconArrowRight, IconCircleCheck, IconCircleMinus, IconFileX } from './icons.ts';
import classes from './trace-list.module.css';

/** One line of "why this answer", in words. */
export interface Reason {
  readonly kind: 'done' | 'skipped' | 'decided' | 'refused' | 'near' | 'off';
  readonly title: string;
  readonly detail?: string;
  /** Card of the features page that would change this. */
  readonly feature?: OptionKey;
}

const ICONS: Readonly<Record<Reason['kind'], TablerIcon>> = {
  done: IconCircleCheck,
  decided: IconCircleCheck,
  skipped: IconCircleMinus,
  off: IconCircleMinus,
  refused: IconFileX,
  near: IconFileX,
};

interface TraceListProps {
  readonly reasons: readonly Reason[];
  /** What came of it. */
  readonly end: string;
  /** Cures for a near miss. */
  readonly nearActions: ReactNode;
  readonly turnOnLabel: string;
  readonly onTurnOn: (feature: OptionKey) => void;
}

export function TraceList({ reasons, end, nearActions, turnOnLabel, onTurnOn }: TraceListProps) {
  return (
    <ol className={classes.trace}>
      {reasons.map(({ kind, title, detail, feature }, index) => {
        const Icon = ICONS[kind];
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the order of the steps is their identity
          <li key={index} data-kind={kind}>
            <Icon className={classes.icon} size={16} stroke={1.75} aria-hidden />
            {kind === 'near' ? (
              <div className={classes.near}>
                {title}
                <div className={classes.actions}>{nearActions}</div>
              </div>
            ) : (
              <div>
                <b>{title}</b>
                {detail && <p>{detail}</p>}
              </div>
            )}
            {feature && (
              <button type="button" className={classes.turnOn} onClick={() => onTurnOn(feature)}>
                {turnOnLabel}
              </button>
            )}
          </li>
        );
      })}
      <li>
        <IconArrowRight className={classes.icon} size={16} stroke={1.75} aria-hidden />
        <b>{end}</b>
      </li>
    </ol>
  );
}
