import { Button } from '@mantine/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReachFacts, ServerView } from '../../../electron/ipc/contract.ts';
import { useApp, useAppState } from '../../app-context.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { IconChevronLeft, IconRefresh } from '../../components/icons.ts';
import classes from './phone-check.module.css';
import { PhoneStepLine } from './phone-step-line.tsx';
import { phoneSteps, shownLink } from './phone-steps.ts';

interface PhoneCheckProps {
  readonly server: ServerView;
  /** The address whose code is shown. */
  readonly url: string | undefined;
  readonly onChoose: (url: string) => void;
  readonly onBack: () => void;
}

/** "Not working on the phone?": what this computer can find out, and what is left to look at. */
export function PhoneCheck({ server, url, onChoose, onBack }: PhoneCheckProps) {
  const { t } = useTranslation();
  const { facts, look } = useReach(server);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <section className={classes.check} aria-label={t('phone.title')}>
      <div className={classes.head}>
        <IconButton label={t('phone.back')} icon={IconChevronLeft} onClick={onBack} />
        <h2 ref={title} tabIndex={-1}>
          {t('phone.title')}
        </h2>
      </div>
      {facts ? (
        <Steps server={server} facts={facts} url={url} onChoose={onChoose} />
      ) : (
        <p className="quiet">{t('phone.checking')}</p>
      )}
      <Button size="xs" leftSection={<IconRefresh size={14} stroke={1.75} />} onClick={look}>
        {t('phone.again')}
      </Button>
    </section>
  );
}

interface StepsProps extends Pick<PhoneCheckProps, 'server' | 'url' | 'onChoose'> {
  readonly facts: ReachFacts;
}

function Steps({ server, facts, url, onChoose }: StepsProps) {
  const platform = useAppState(({ info }) => info.platform);
  const { tls } = server.config;
  const ownCertificate = typeof tls === 'object' && tls.mode === 'local-ca';
  const link = shownLink({ facts, url });
  const { protocol, host } = new URL(link?.url ?? url ?? 'http://localhost/');
  const scheme = protocol.slice(0, -1);
  const port = server.state.kind === 'running' ? server.state.port : 0;
  const params = {
    host,
    interface: link?.interface || facts.vpn || '',
    port,
    scheme,
    usual: scheme === 'https' ? 443 : 80,
  };
  return (
    <ol className={classes.steps}>
      {phoneSteps({ facts, url, port, platform, ownCertificate }).map((step) => (
        <PhoneStepLine
          key={step.id}
          step={step}
          params={step.id === 'vpn' ? { ...params, interface: facts.vpn ?? '' } : params}
          onChoose={onChoose}
        />
      ))}
    </ol>
  );
}

/** Asked anew when the server's addresses change, and on demand; what is known stays until then. */
function useReach({ id, state }: ServerView) {
  const { bridge } = useApp();
  const [facts, setFacts] = useState<ReachFacts>();
  const look = useCallback(() => void bridge.call('server:reach', id).then(setFacts), [bridge, id]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new state may have other addresses
  useEffect(look, [look, state]);
  return { facts, look };
}
