import { useTranslation } from 'react-i18next';
import type { ServerView } from '../../../electron/ipc/contract.ts';
import { useAct, useApp } from '../../app-context.tsx';
import { showUndo } from '../../components/undo-notice.tsx';
import { showServer } from '../../view.ts';

/** Removes a server at once; a notice takes it back for ten seconds. */
export function useRemove(): (server: ServerView) => void {
  const { t } = useTranslation();
  const { view } = useApp();
  const act = useAct();
  return ({ id, name }) => {
    act('server:remove', id);
    showUndo({
      message: t('server.removed', { name }),
      undo: t('undo'),
      onUndo: () => {
        act('server:restore', id);
        showServer(view, id);
      },
    });
  };
}
