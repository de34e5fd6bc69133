import { TextInput } from '@mantine/core';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppSettings } from '../../../electron/ipc/contract.ts';
import { portProblem } from '../address/port-problem.ts';
import { Group, Toggle } from './setting-rows.tsx';
import classes from './settings.module.css';

type Wanted = AppSettings['newServers'];

interface NewServersProps {
  readonly wanted: Wanted;
  readonly onChange: (wanted: Wanted) => void;
}

/** What a folder begins with that is added from now on. Each server can still be changed by itself. */
export function NewServers({ wanted, onChange }: NewServersProps) {
  const { t } = useTranslation();
  const change = (patch: Partial<Wanted>) => onChange({ ...wanted, ...patch });
  return (
    <Group title={t('settings.newServers')}>
      <Toggle
        label={t('lan.title')}
        help={wanted.visible ? t('settings.newVisible') : t('lan.off')}
        on={wanted.visible}
        onChange={(visible) => change({ visible })}
      />
      <FirstPort port={wanted.firstPort} onChange={(firstPort) => change({ firstPort })} />
      <Toggle
        label={t('option.listing')}
        help={t('option.listing.text')}
        on={wanted.listing}
        onChange={(listing) => change({ listing })}
      />
      <Toggle
        label={t('option.dotfiles')}
        help={t('option.dotfiles.text')}
        on={wanted.dotfiles === 'serve'}
        onChange={(serve) => change({ dotfiles: serve ? 'serve' : 'hide' })}
      />
      <Toggle
        label={t('option.liveReload')}
        help={t('option.liveReload.text')}
        on={wanted.liveReload}
        onChange={(liveReload) => change({ liveReload })}
      />
    </Group>
  );
}

interface FirstPortProps {
  readonly port: number;
  readonly onChange: (port: number) => void;
}

/** Applies on Enter or when the field is left; a wrong one never does. */
function FirstPort({ port, onChange }: FirstPortProps) {
  const { t } = useTranslation();
  const id = useId();
  const [text, setText] = useState(String(port));
  useEffect(() => setText(String(port)), [port]);
  const problem = text === '0' ? 'settings.firstPortZero' : portProblem(text);
  const apply = () => {
    if (!problem && Number(text) !== port) onChange(Number(text));
  };
  return (
    <li>
      <span>
        <label htmlFor={id}>{t('settings.firstPort')}</label>
        <small id={`${id}-help`} data-wrong={problem !== undefined || undefined}>
          {problem ? t(problem, { port: text }) : t('settings.firstPortHelp')}
        </small>
      </span>
      <TextInput
        id={id}
        className={`${classes.port} num`}
        inputMode="numeric"
        value={text}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-help`}
        onChange={(event) => setText(event.currentTarget.value.trim())}
        onBlur={apply}
        onKeyDown={({ key }) => key === 'Enter' && apply()}
      />
    </li>
  );
}
