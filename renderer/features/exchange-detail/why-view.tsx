import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ServerView, ShownDetail } from '../../../electron/ipc/contract.ts';
import type { OptionKey } from '../../../src-server/config/schema.ts';
import { useAct, useApp } from '../../app-context.tsx';
import { IconExternalLink, IconFolder } from '../../components/icons.ts';
import { TraceList } from '../../components/trace-list.tsx';
import { shownTarget } from '../requests/shown-target.ts';
import { expectedUrl, widestAddress } from '../servers/condition.ts';
import { explain } from './explain.ts';
import { reasonPhrase } from './reason-phrase.ts';
import { requestUrl } from './request-text.ts';

interface WhyViewProps {
  readonly server: ServerView;
  readonly detail: ShownDetail;
}

export function WhyView({ server, detail }: WhyViewProps) {
  const { t } = useTranslation();
  const { view } = useApp();
  const { status, outcome } = detail.record;
  const end =
    outcome === 'complete'
      ? t('trace.answered', { status: `${status} ${reasonPhrase(status)}`.trim() })
      : t(outcome === 'aborted' ? 'trace.left' : 'trace.failed');
  const turnOn = (feature: OptionKey) => view.setState({ tab: 'features', feature });
  return (
    <TraceList
      reasons={explain(t, detail, server.config)}
      end={end}
      nearActions={<NearActions server={server} detail={detail} />}
      turnOnLabel={t('trace.turnOn')}
      onTurnOn={turnOn}
    />
  );
}

/** Leads to the file that was probably meant. */
function NearActions({ server, detail }: WhyViewProps) {
  const { t } = useTranslation();
  const act = useAct();
  const { near, record } = detail;
  if (!near) return null;
  const meant = { ...detail, record: { ...record, target: near.target } };
  const url = requestUrl(meant, widestAddress(server)?.url ?? expectedUrl(server));
  return (
    <>
      <Button
        size="xs"
        disabled={server.state.kind !== 'running'}
        leftSection={<IconExternalLink size={14} stroke={1.75} />}
        onClick={() => act('open:url', url)}
      >
        {t('trace.openNear', { name: shownTarget(near.target).name.replace(/^\//, '') })}
      </Button>
      <Button
        size="xs"
        leftSection={<IconFolder size={14} stroke={1.75} />}
        onClick={() => act('open:file', server.id, record.seq)}
      >
        {t('detail.showFile')}
      </Button>
    </>
  );
}
