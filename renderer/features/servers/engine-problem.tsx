import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ServerView } from '../../../electron/ipc/contract.ts';
import { useAct, useApp } from '../../app-context.tsx';
import { IconAlertOctagon } from '../../components/icons.ts';
import { ProblemBox } from '../../components/problem-box.tsx';
import { errorText } from '../../error-text.ts';

interface EngineProblemProps {
  readonly server: ServerView;
  readonly died: boolean;
}

/** Everything else that keeps a server from running; the details are for whoever can use them. */
export function EngineProblem({ server, died }: EngineProblemProps) {
  const { t } = useTranslation();
  const { view } = useApp();
  const act = useAct();
  if (server.state.kind !== 'failed') return null;
  const { code, message } = server.state.error;
  const copy = () => act('clipboard:write', `${code}: ${message}`);
  const { name } = server;
  return (
    <ProblemBox
      icon={IconAlertOctagon}
      title={died ? t('engine.died', { name }) : t('engine.notStarted', { name })}
      why={died ? t('engine.diedWhy') : errorText(t, server.state.error)}
    >
      <Button variant="filled" onClick={() => act('server:start', server.id)}>
        {died ? t('engine.restart') : t('problem.again')}
      </Button>
      {code === 'HOST_UNAVAILABLE' && (
        <Button onClick={() => view.setState({ addressesShown: true })}>{t('address.title')}</Button>
      )}
      <Button variant="subtle" onClick={copy}>
        {t('problem.copyDetails')}
      </Button>
    </ProblemBox>
  );
}
