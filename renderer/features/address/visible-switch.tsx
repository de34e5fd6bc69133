import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ServerView } from '../../../electron/ipc/contract.ts';
import { useApp } from '../../app-context.tsx';
import { IconLock } from '../../components/icons.ts';
import { Switch } from '../../components/switch.tsx';
import { useConfigure } from '../../use-configure.ts';
import { wantsNetwork } from '../servers/condition.ts';
import classes from './address-popover.module.css';
import { VisibleFor } from './visible-for.tsx';

/** "Visible on your network" is the host option in words: every interface, or this computer alone. */
export function VisibleSwitch({ server }: { readonly server: ServerView }) {
  const { t } = useTranslation();
  const { configure, refusal } = useConfigure(server);
  const { view } = useApp();
  const { config } = server;
  const visible = wantsNetwork(server);
  const powerful = config.auth ? undefined : riskOf(config);
  const set = (on: boolean) => void configure({ host: on ? '0.0.0.0' : null });
  return (
    <section className={classes.card} data-open={visible || undefined}>
      <div className={classes.cardTop}>
        <div>
          <h2>{t('lan.title')}</h2>
          <p>{visible ? (config.auth ? t('lan.meansPassword') : t('lan.means')) : t('lan.off')}</p>
        </div>
        <Switch label={t('lan.title')} on={visible} onChange={set} />
      </div>
      {visible && powerful && <p className={classes.extra}>{t(powerful)}</p>}
      {visible && <VisibleFor server={server} />}
      {visible && !config.auth && (
        <Button
          size="xs"
          className={classes.password ?? ''}
          leftSection={<IconLock size={14} stroke={1.75} />}
          onClick={() => view.setState({ tab: 'features', feature: 'auth', addressesShown: false })}
        >
          {t('lan.setPassword')}
        </Button>
      )}
      {refusal && (
        <p className={classes.portError} role="alert">
          {refusal}
        </p>
      )}
    </section>
  );
}

function riskOf({ upload, handlers, cgi }: ServerView['config']) {
  if (handlers || cgi) return 'lan.runsCode';
  return upload ? 'lan.takesFiles' : undefined;
}
