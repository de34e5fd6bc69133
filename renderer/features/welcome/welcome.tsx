import { Button, Kbd } from '@mantine/core';
import type { TablerIcon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAct, useApp, useAppState } from '../../app-context.tsx';
import { IconDownload, IconFolder, IconPhoto } from '../../components/icons.ts';
import { PorticoMark } from '../../components/portico-mark.tsx';
import { shortcut } from '../../shortcuts.ts';
import { addFolder } from '../servers/add-folder.ts';
import classes from './welcome.module.css';

/** No servers yet: the whole pane takes a folder, by drop or by click. */
export function Welcome() {
  const { t } = useTranslation();
  const { bridge, view } = useApp();
  const visible = useAppState(({ settings }) => settings.newServers.visible);
  const platform = useAppState(({ info }) => info.platform);
  const pick = () => void addFolder(bridge, view);
  return (
    <div className={classes.welcome}>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: a larger target for the button inside */}
      <div className={classes.zone} onClick={pick}>
        <div>
          <PorticoMark lit />
          <h1>{t('welcome.title')}</h1>
          <p>{t(visible ? 'welcome.textVisible' : 'welcome.text')}</p>
          <div className={classes.choose}>
            <Button
              variant="filled"
              size="lg"
              leftSection={<IconFolder size={16} stroke={1.75} />}
              onClick={(event) => {
                event.stopPropagation();
                pick();
              }}
            >
              {t('welcome.choose')}
            </Button>
            <Kbd>{shortcut(platform, 'O')}</Kbd>
          </div>
        </div>
      </div>
      <Suggestions />
    </div>
  );
}

const ICONS = { downloads: IconDownload, pictures: IconPhoto } as const;

function Suggestions() {
  const { t } = useTranslation();
  const recent = useAppState((state) => state.recent);
  const offered = useAppState(({ info }) => info.usual);
  const usual = offered.map(({ kind, ...folder }) => ({ ...folder, icon: ICONS[kind], name: t(`welcome.${kind}`) }));
  const folders = recent.length > 0 ? recent.slice(0, 3).map((one) => ({ icon: IconFolder, ...one })) : usual;
  if (folders.length === 0) return null;
  return (
    <section>
      <h2 className={classes.heading}>{t(recent.length > 0 ? 'welcome.recent' : 'welcome.usual')}</h2>
      <ul className={classes.folders}>
        {folders.map((folder) => (
          <FolderCard key={folder.path} {...folder} />
        ))}
      </ul>
    </section>
  );
}

interface FolderCardProps {
  readonly icon: TablerIcon;
  readonly path: string;
  readonly name: string;
  readonly shownPath: string;
}

function FolderCard({ icon: Icon, path, name, shownPath }: FolderCardProps) {
  const act = useAct();
  return (
    <li>
      <button type="button" className={classes.folder} onClick={() => act('server:add', [path])}>
        <Icon size={16} stroke={1.75} aria-hidden />
        <b className="ellipsis">
          <bdi>{name}</bdi>
        </b>
        <small className="ellipsis" title={shownPath}>
          {shownPath}
        </small>
      </button>
    </li>
  );
}
