import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useWidthDrag } from '../../components/use-width-drag.ts';
import { type ColumnChoice, type ColumnId, columnWidth, shownColumns } from './columns.ts';
import classes from './log-grid.module.css';

interface LogHeadProps {
  readonly choice: ColumnChoice;
  readonly compact: boolean;
  /** Undefined: back to the width it came with. */
  readonly onResize: (id: ColumnId, width: number | undefined) => void;
}

/** Drawn anew when columns change, not with every row. */
export const LogHead = memo(function LogHead({ choice, compact, onResize }: LogHeadProps) {
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
                side={isAfterPath(choice, id) ? 'left' : 'right'}
                onResize={(next) => onResize(id, next)}
              />
            )}
          </span>
        );
      })}
    </div>
  );
});

function isAfterPath(choice: ColumnChoice, id: ColumnId): boolean {
  const shown = shownColumns(choice, false);
  return shown.includes('path') && shown.indexOf(id) > shown.indexOf('path');
}

interface ResizeHandleProps {
  readonly label: string;
  readonly width: number;
  readonly side: 'left' | 'right';
  readonly onResize: (width: number | undefined) => void;
}

function ResizeHandle({ label, width, side, onResize }: ResizeHandleProps) {
  const drag = useWidthDrag({ width, side, step: 8, onResize });
  return (
    <span
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      tabIndex={0}
      className={classes.handle}
      data-side={side}
      onDoubleClick={() => onResize(undefined)}
      {...drag}
    />
  );
}
