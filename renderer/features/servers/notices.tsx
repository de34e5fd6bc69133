import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerView } from '../../../electron/ipc/contract.ts';
import type { Notice } from '../../../src-server/state.ts';
import { useAct } from '../../app-context.tsx';
import { IconAlertCircle, IconArrowGuide } from '../../components/icons.ts';
import { NoticeStrip } from '../../components/notice-strip.tsx';
import { optionName, problemText } from '../../error-text.ts';

/** What the engine has to say though it runs. A strip stays until it is answered. */
export function Notices({ server }: { readonly server: ServerView }) {
  const { t } = useTranslation();
  const [dismissed, setDismissed] = useState<readonly string[]>([]);
  if (server.state.kind !== 'running') return null;
  const open = server.state.notices.filter(({ message }) => !dismissed.includes(message));
  const dismiss = (message: string) => setDismissed((before) => [...before, message]);
  return open.map((notice) =>
    notice.code === 'PORT_MOVED' ? (
      <PortMoved key={notice.message} server={server} notice={notice} onDismiss={() => dismiss(notice.message)} />
    ) : (
      <NoticeStrip
        key={notice.message}
        icon={IconAlertCircle}
        title={t(`notice.${notice.code}`, { option: optionName(t, String(notice.params.option)) })}
        detail={problemText(t, notice.params)}
        onDismiss={() => dismiss(notice.message)}
      />
    ),
  );
}

interface PortMovedProps {
  readonly server: ServerView;
  readonly notice: Notice;
  readonly onDismiss: () => void;
}

function PortMoved({ server, notice: { params }, onDismiss }: PortMovedProps) {
  const { t } = useTranslation();
  const act = useAct();
  const { port = 0, moved = 0, program, pid } = params;
  const keep = () => {
    act('server:configure', server.id, { port: Number(moved) });
    onDismiss();
  };
  return (
    <NoticeStrip
      icon={IconArrowGuide}
      title={t('port.moved', { a: port, b: moved, server: server.name })}
      detail={program ? t('port.heldByLine', { program, pid }) : t('port.unknown')}
      onDismiss={onDismiss}
    >
      <Button size="xs" onClick={keep}>
        {t('port.keep', { port: moved })}
      </Button>
      <Button size="xs" variant="subtle" onClick={() => act('server:configure', server.id, { port: Number(port) })}>
        {t('port.tryAgain', { port })}
      </Button>
    </NoticeStrip>
  );
}
