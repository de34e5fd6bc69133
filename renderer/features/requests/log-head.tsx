import type { KeyboardEvent, PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { type ColumnChoice, type ColumnId, columnWidth, shownColumns } from './columns.ts';
import classes from './log-grid.module.css';

const KEY_STEP = 8;

interface LogHeadProps {
  readonly choice: ColumnChoice;
  readonly compact: boolean;
  /** Undefined: back to the width it came with. */
  readonly onResize: (id: ColumnId, width: number | undefined) => void;
}

export function LogHead({ choice, compact, onResize }: LogHeadProps) {
  const { t } = useTranslation();
  return (
    <div role="row" aria-rowindex={1} tabIndex={-1} className={classes.head}>
      {shownColumns(choice, compact).map((id) => {
        const width = columnWidth(choice, id, compact);
        const name = t(`column.${id}`);
        return (
          <span role="columnheader" tabIndex={-1} key={id} className={classes.column} data-id={id}>
            {name}
            {!compact && width !== undefined && (
              <ResizeHandle
                label={t('column.resize', { name })}
                width={width}
                // columns right of the path grow to the left
                direction={isAfterPath(choice, id) ? -1 : 1}
                onResize={(next) => onResize(id, next)}
              />
            )}
          </span>
        );
      })}
    </div>
  );
}

function isAfterPath(choice: ColumnChoice, id: ColumnId): boolean {
  const shown = shownColumns(choice, false);
  return shown.includes('path') && shown.indexOf(id) > shown.indexOf('path');
}

interface ResizeHandleProps {
  readonly label: string;
  readonly width: number;
  readonly direction: 1 | -1;
  readonly onResize: (width: number | undefined) => void;
}

function ResizeHandle({ label, width, direction, onResize }: ResizeHandleProps) {
  const drag = (event: PointerEvent<HTMLElement>) => {
    const handle = event.currentTarget;
    const fromX = event.clientX;
    handle.setPointerCapture(event.pointerId);
    handle.onpointermove = (move) => onResize(width + (move.clientX - fromX) * direction);
    handle.onlostpointercapture = () => {
      handle.onpointermove = null;
    };
  };
  const step = ({ key }: KeyboardEvent) => {
    if (key === 'ArrowLeft' || key === 'ArrowRight') onResize(width + (key === 'ArrowLeft' ? -KEY_STEP : KEY_STEP));
  };
  return (
    <span
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      tabIndex={0}
      className={classes.handle}
      data-side={direction === 1 ? 'right' : 'left'}
      onPointerDown={drag}
      onKeyDown={step}
      onDoubleClick={() => onResize(undefined)}
    />
  );
}
