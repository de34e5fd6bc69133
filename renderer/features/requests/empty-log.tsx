import { useTranslation } from 'react-i18next';
import type { ServerView } from '../../../electron/ipc/contract.ts';
import { PorticoMark } from '../../components/portico-mark.tsx';
import { troubleOf, widestAddress } from '../servers/condition.ts';

interface EmptyLogProps {
  readonly server: ServerView;
  /** There are rows, but none that the filter lets through. */
  readonly filtered: boolean;
  /** There were rows, until the list was cleared. */
  readonly cleared: boolean;
}

export function EmptyLog({ server, filtered, cleared }: EmptyLogProps) {
  const { t } = useTranslation();
  const running = server.state.kind === 'running';
  if (troubleOf(server)) return null; // the box above says what is the matter
  if (filtered || cleared) {
    return (
      <>
        <h2>{t(filtered ? 'log.noMatch' : 'log.empty')}</h2>
        <p>{t('log.noMatchHelp')}</p>
      </>
    );
  }
  const url = widestAddress(server)?.url;
  return (
    <>
      <PorticoMark lit={running} />
      <h2>{t('log.none')}</h2>
      <p>{running && url ? t('log.noneHelp', { url }) : t('log.noneOff')}</p>
    </>
  );
}
