import { Button } from '@mantine/core';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerView } from '../../../electron/ipc/contract.ts';
import type { ErrorReport } from '../../../src-server/errors.ts';
import { useAct, useApp } from '../../app-context.tsx';
import { IconAlertOctagon } from '../../components/icons.ts';
import { ProblemBox } from '../../components/problem-box.tsx';
import { Switch } from '../../components/switch.tsx';
import { useConfigure } from '../../use-configure.ts';
import classes from './server-page.module.css';

/** The port is taken, or the system does not give it. */
export function PortProblem({ server }: { readonly server: ServerView }) {
  const { t } = useTranslation();
  const { view } = useApp();
  const act = useAct();
  const { configure } = useConfigure(server);
  if (server.state.kind !== 'failed') return null;
  const { error } = server.state;
  const port = Number(error.params.port ?? server.config.port ?? 8000);
  const { title, why, instead } = wordsOf(t, error, server.name, port);
  const next = (value: number) => void configure({ port: value });
  const choose = () => view.setState({ addressesShown: true });
  return (
    <>
      <ProblemBox icon={IconAlertOctagon} title={title} why={why} facts={holderOf(t, error)}>
        <Button variant="filled" onClick={() => next(instead)}>
          {t('problem.usePort', { port: instead })}
        </Button>
        <Button onClick={() => act('server:start', server.id)}>{t('problem.again')}</Button>
        <Button onClick={choose}>{t('problem.choosePort')}</Button>
      </ProblemBox>
      {error.code === 'PORT_IN_USE' && (
        <div className={classes.after}>
          <Switch
            label={t('problem.fallback')}
            on={server.config.portFallback ?? true}
            onChange={(on) => act('server:configure', server.id, { portFallback: on })}
          />
          <span>{t('problem.fallback')}</span>
        </div>
      )}
    </>
  );
}

function wordsOf(t: TFunction, { code }: ErrorReport, server: string, port: number) {
  if (code === 'PORT_FORBIDDEN') {
    return { title: t('port.forbidden', { port }), why: t('port.low'), instead: port < 1024 ? port + 8000 : port + 1 };
  }
  if (code === 'NO_FREE_PORT')
    return { title: t('port.noneFree', { port }), why: t('port.noneFreeWhy', { server }), instead: 0 };
  return {
    title: t('port.taken', { port }),
    why: t('port.takenWhy', { server }),
    instead: port < 65_535 ? port + 1 : 8000,
  };
}

function holderOf(t: TFunction, { code, params }: ErrorReport): readonly (readonly [string, ReactNode])[] {
  if (code !== 'PORT_IN_USE') return [];
  const holder = params.program ? (
    <>
      <b className="strong">{params.program}</b>{' '}
      <span className="quiet num">{t('port.process', { pid: params.pid })}</span>
    </>
  ) : (
    t('port.unknown')
  );
  return [[t('port.heldBy'), holder]];
}
