import { type Ref, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ServerView } from '../../../electron/ipc/contract.ts';
import type { ExchangeRecord } from '../../../src-server/log/record.ts';
import { useApp, useAppState } from '../../app-context.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import {
  IconArrowBarToDown,
  IconColumns3,
  IconEraser,
  IconFileExport,
  IconPlayerPause,
  IconPlayerPlay,
  IconStack2,
} from '../../components/icons.ts';
import { laterMenu } from '../../components/later-menu.tsx';
import { showUndo } from '../../components/undo-notice.tsx';
import { shortcut } from '../../shortcuts.ts';
import { ClassChips } from './class-chips.tsx';
import type { Columns } from './columns.ts';
import type { ColumnsMenuProps } from './columns-menu.tsx';
import type { ExportMenuProps } from './export/export-menu.tsx';
import { parseFilter } from './filter.ts';
import { FilterField } from './filter-field.tsx';
import { followTail, type LogViewStore, toggleClass, togglePause } from './log-view.ts';
import classes from './toolbar.module.css';

const ColumnsMenu = laterMenu<ColumnsMenuProps>(() => import('./columns-menu.tsx'), 'log.columns', IconColumns3);
const ExportMenu = laterMenu<ExportMenuProps>(() => import('./export/export-menu.tsx'), 'log.export', IconFileExport);

interface ToolbarProps {
  readonly server: ServerView;
  readonly viewStore: LogViewStore;
  readonly columns: Columns;
  readonly inputRef: Ref<HTMLInputElement>;
  /** The rows that are shown, oldest first. */
  readonly shownRows: () => readonly ExchangeRecord[];
}

/** What the log is looked at with. It knows nothing of rows: under load it would be drawn with each of them. */
export function Toolbar({ server, viewStore, columns, inputRef, shownRows }: ToolbarProps) {
  const { t } = useTranslation();
  const { log } = useApp().store.history(server.id);
  const platform = useAppState(({ info }) => info.platform);
  const { filter, classes: chosen, following, grouped, pausedAt } = useStore(viewStore);
  const problems = useMemo(() => parseFilter(filter).problems, [filter]);
  const paused = pausedAt !== undefined;
  const clear = () => {
    const { undo, forget } = log.clear();
    viewStore.setState({ selected: undefined, detailShown: false });
    showUndo({ message: t('log.cleared'), undo: t('undo'), onUndo: undo, onKeep: forget });
  };
  return (
    <div className={classes.bar} role="toolbar" aria-label={t('tab.requests')}>
      <FilterField
        text={filter}
        problems={problems}
        shortcut={shortcut(platform, 'F')}
        inputRef={inputRef}
        onChange={(text) => viewStore.setState({ filter: text, following: text === '' })}
      />
      <ClassChips
        server={server.id}
        chosen={chosen}
        onToggle={(one, adding) => viewStore.setState({ classes: toggleClass(chosen, one, adding) })}
      />
      <IconButton
        label={t('log.follow')}
        icon={IconArrowBarToDown}
        pressed={following && !paused}
        shortcut="End"
        onClick={() => followTail(viewStore)}
      />
      <IconButton
        label={t(paused ? 'log.resume' : 'log.pause')}
        icon={paused ? IconPlayerPlay : IconPlayerPause}
        pressed={paused}
        shortcut={t('key.space')}
        onClick={() => togglePause(viewStore, log.rows.end)}
      />
      <IconButton label={t('log.clear')} icon={IconEraser} onClick={clear} />
      <span className={classes.roomy}>
        <span className={classes.separator} />
        <IconButton
          label={t('log.group')}
          icon={IconStack2}
          pressed={grouped}
          onClick={() => viewStore.setState({ grouped: !grouped, selected: undefined })}
        />
        <ColumnsMenu hidden={columns.choice.hidden} onToggle={columns.toggle} onReset={columns.reset} />
      </span>
      <ExportMenu server={server} rows={shownRows} />
    </div>
  );
}
