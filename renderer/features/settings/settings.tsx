import { useTranslation } from 'react-i18next';
import type { AppSettings } from '../../../electron/ipc/contract.ts';
import { useAct, useApp, useAppState } from '../../app-context.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { IconChevronLeft } from '../../components/icons.ts';
import { NewServers } from './new-servers.tsx';
import { Choice, Group, Toggle } from './setting-rows.tsx';
import classes from './settings.module.css';

/** The app's own settings. Every change applies at once; main keeps them and sends them back. */
export default function Settings() {
  const { t } = useTranslation();
  const { view } = useApp();
  const act = useAct();
  const settings = useAppState((state) => state.settings);
  const version = useAppState(({ info }) => info.version);
  const change = (patch: Partial<AppSettings>) => act('app:settings', { ...settings, ...patch });
  return (
    <div className={classes.settings}>
      <h1>
        <span className={classes.back}>
          <IconButton
            label={t('sidebar.title')}
            icon={IconChevronLeft}
            size={20}
            onClick={() => view.setState({ page: 'server', listShown: true })}
          />
        </span>
        {t('settings.title')}
      </h1>
      <Group title={t('settings.appearance')}>
        <Choice
          label={t('settings.theme')}
          value={settings.theme}
          options={[
            { value: 'system', label: t('settings.system') },
            { value: 'light', label: t('settings.light') },
            { value: 'dark', label: t('settings.dark') },
          ]}
          onChange={(theme) => change({ theme })}
        />
        <Choice
          label={t('settings.language')}
          value={settings.language}
          options={[
            { value: 'system', label: t('settings.system') },
            { value: 'en', label: 'English' },
            { value: 'zh', label: '简体中文' },
          ]}
          onChange={(language) => change({ language })}
        />
      </Group>
      <Group title={t('settings.starting')}>
        <Toggle
          label={t('settings.openAtLogin')}
          help={t('settings.openAtLoginHelp')}
          on={settings.openAtLogin}
          onChange={(openAtLogin) => change({ openAtLogin })}
        />
      </Group>
      <Group title={t('settings.serving')}>
        <Toggle
          label={t('settings.keepAwake')}
          on={settings.keepAwake}
          onChange={(keepAwake) => change({ keepAwake })}
        />
        <Toggle
          label={t('settings.notifyUploads')}
          on={settings.notifyUploads}
          onChange={(notifyUploads) => change({ notifyUploads })}
        />
      </Group>
      <NewServers wanted={settings.newServers} onChange={(newServers) => change({ newServers })} />
      <Group title={t('settings.about')}>
        <li>
          <span className="num selectable">Portico {version}</span>
        </li>
      </Group>
    </div>
  );
}
