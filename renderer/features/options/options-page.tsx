import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerView } from '../../../electron/ipc/contract.ts';
import type { OptionKey } from '../../../src-server/config/schema.ts';
import { useAct, useApp, useView } from '../../app-context.tsx';
import { IconBraces, IconTerminal2 } from '../../components/icons.ts';
import { SearchInput } from '../../components/search-input.tsx';
import { PresetStrip } from '../presets/preset-strip.tsx';
import { FeatureCard } from './feature-card.tsx';
import { countOn } from './option-values.ts';
import classes from './options-page.module.css';
import { GROUPS, type Group, optionsOf } from './presentation.ts';

/** Every option of a server as cards in groups. */
export default function OptionsPage({ server }: { readonly server: ServerView }) {
  const { t } = useTranslation();
  const { bridge, view } = useApp();
  const act = useAct();
  const open = useView((state) => state.feature);
  const [group, setGroup] = useState<Group>();
  const [wanted, setWanted] = useState('');
  const found = (group ? optionsOf(group) : GROUPS.flatMap(optionsOf)).filter((key) => matches(key));
  const copyCommand = async () => act('clipboard:write', await bridge.call('server:command', server.id));
  return (
    <div className={classes.page}>
      <Groups server={server} chosen={group} onChoose={setGroup} />
      <div className={classes.body}>
        <div className={classes.bar}>
          <SearchInput className={classes.search} label={t('feature.find')} value={wanted} onChange={setWanted} />
          <Button
            size="xs"
            variant="subtle"
            leftSection={<IconTerminal2 size={14} stroke={1.75} />}
            onClick={() => void copyCommand()}
          >
            {t('feature.copyCommand')}
          </Button>
          <Button
            size="xs"
            variant="subtle"
            leftSection={<IconBraces size={14} stroke={1.75} />}
            onClick={() => act('clipboard:write', `${JSON.stringify(server.config, null, 2)}\n`)}
          >
            {t('feature.copyJson')}
          </Button>
        </div>
        <PresetStrip key={server.id} server={server} />
        <div className={classes.cards}>
          {found.map((key) => (
            <FeatureCard
              key={key}
              server={server}
              option={key}
              open={open === key}
              onOpen={(isOpen) => view.setState({ feature: isOpen ? key : undefined })}
            />
          ))}
        </div>
        {found.length === 0 && <p className="second">{t('feature.none')}</p>}
      </div>
    </div>
  );

  function matches(key: OptionKey): boolean {
    const words = `${key} ${t(`option.${key}` as 'option.listing')} ${t(`option.${key}.text` as 'option.listing.text')}`;
    return words.toLowerCase().includes(wanted.trim().toLowerCase());
  }
}

interface GroupsProps {
  readonly server: ServerView;
  /** Undefined: all. */
  readonly chosen: Group | undefined;
  readonly onChoose: (group: Group | undefined) => void;
}

function Groups({ server, chosen, onChoose }: GroupsProps) {
  const { t } = useTranslation();
  return (
    <nav className={classes.groups} aria-label={t('feature.groups')}>
      {[undefined, ...GROUPS].map((group) => {
        const on = countOn(server.config, group ? [group] : GROUPS);
        return (
          <button
            key={group ?? 'all'}
            type="button"
            aria-current={group === chosen || undefined}
            onClick={() => onChoose(group)}
          >
            {group ? t(`group.${group}`) : t('group.all')}
            <span>{group === undefined ? t('feature.on', { n: on }) : on > 0 ? on : ''}</span>
          </button>
        );
      })}
    </nav>
  );
}
