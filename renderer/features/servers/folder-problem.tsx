import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ServerView } from '../../../electron/ipc/contract.ts';
import { useAct } from '../../app-context.tsx';
import { IconFolderOff, IconLock } from '../../components/icons.ts';
import { ProblemBox } from '../../components/problem-box.tsx';

interface FolderProblemProps {
  readonly server: ServerView;
  readonly denied: boolean;
}

/** A running server waits for its folder and goes on by itself; one that could not start is started again by hand. */
export function FolderProblem({ server, denied }: FolderProblemProps) {
  const { t } = useTranslation();
  const act = useAct();
  const waiting = server.state.kind === 'running';
  const { name } = server;
  return (
    <ProblemBox
      icon={denied ? IconLock : IconFolderOff}
      title={t(denied ? 'folder.denied' : 'folder.gone')}
      why={denied ? t('folder.deniedWhy') : waiting ? t('folder.goneWhy') : t('folder.goneStart', { name })}
      facts={[[t('folder.place'), <code key="place">{server.shownRoot}</code>]]}
      more={waiting ? t(denied ? 'folder.goesOnDenied' : 'folder.goesOn') : undefined}
    >
      <Button variant="filled" onClick={() => act('server:choose-root', server.id)}>
        {t('folder.choose')}
      </Button>
      {waiting ? (
        <Button onClick={() => act('server:stop', server.id)}>{t('folder.stop')}</Button>
      ) : (
        <Button onClick={() => act('server:start', server.id)}>{t('problem.again')}</Button>
      )}
    </ProblemBox>
  );
}
