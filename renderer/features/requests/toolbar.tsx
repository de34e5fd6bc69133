import type { ReactNode, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { useAppState } from '../../app-context.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { IconArrowBarToDown, IconEraser, IconPlayerPause, IconPlayerPlay } from '../../components/icons.ts';
import { shortcut } from '../../shortcuts.ts';
import { ClassChips } from './class-chips.tsx';
import type { FilterProblem } from './filter.ts';
import { FilterField } from './filter-field.tsx';
import { type LogViewStore, toggleClass } from './log-view.ts';
import classes from './toolbar.module.css';

interface ToolbarProps {
  readonly viewStore: LogViewStore;
  readonly filter: string;
  readonly problems: readonly FilterProblem[];
  readonly byClass: readonly number[];
  readonly following: boolean;
  readonly paused: boolean;
  readonly inputRef: Ref<HTMLInputElement>;
  readonly onPause: () => void;
  readonly onFollow: () => void;
  readonly onClear: () => void;
  /** Columns and export. */
  readonly children: ReactNode;
}

export function Toolbar(props: ToolbarProps) {
  const { viewStore, filter, problems, byClass, following, paused, inputRef, onPause, onFollow, onClear } = props;
  const { t } = useTranslation();
  const platform = useAppState(({ info }) => info.platform);
  const chosen = viewStore.getState().classes;
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
        byClass={byClass}
        chosen={chosen}
        onToggle={(one, adding) => viewStore.setState({ classes: toggleClass(chosen, one, adding) })}
      />
      <IconButton
        label={t('log.follow')}
        icon={IconArrowBarToDown}
        pressed={following && !paused}
        shortcut="End"
        onClick={onFollow}
      />
      <IconButton
        label={t(paused ? 'log.resume' : 'log.pause')}
        icon={paused ? IconPlayerPlay : IconPlayerPause}
        pressed={paused}
        shortcut={t('key.space')}
        onClick={onPause}
      />
      <IconButton label={t('log.clear')} icon={IconEraser} onClick={onClear} />
      {props.children}
    </div>
  );
}
