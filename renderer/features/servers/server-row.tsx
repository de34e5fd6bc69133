import type { ReactNode } from 'react';
import { IconAccessPoint } from '../../components/icons.ts';
import { ServerMark } from '../../components/server-mark.tsx';
import classes from './server-row.module.css';
import type { Reorder } from './use-reorder.ts';

interface ServerRowProps {
  readonly name: string;
  readonly port: number | undefined;
  readonly state: 'on' | 'off' | 'trouble';
  readonly status: string;
  /** Word for screen readers beside the network sign; undefined where others cannot reach it. */
  readonly visible: string | undefined;
  readonly selected: boolean;
  readonly spark: ReactNode;
  readonly reorder: Reorder;
  readonly onSelect: () => void;
}

export function ServerRow({ name, port, state, status, visible, selected, spark, reorder, onSelect }: ServerRowProps) {
  const { side, ...drag } = reorder;
  return (
    <li className={classes.place} data-drop={side} draggable {...drag}>
      <button
        type="button"
        className={classes.row}
        data-state={state}
        aria-current={selected || undefined}
        onClick={onSelect}
      >
        <ServerMark state={state} />
        <span className={classes.words}>
          <bdi className={`${classes.name} ellipsis`} title={name}>
            {name}
          </bdi>
          <span className={classes.status}>
            {visible && (
              <IconAccessPoint className={classes.network} size={14} stroke={1.75} role="img" aria-label={visible} />
            )}
            <span className="ellipsis">{status}</span>
          </span>
        </span>
        <span className={classes.end}>
          <span>{port === undefined ? '' : `:${port}`}</span>
          <span className={classes.spark}>{spark}</span>
        </span>
      </button>
    </li>
  );
}
