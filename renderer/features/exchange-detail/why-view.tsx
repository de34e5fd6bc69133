import { useTranslation } from 'react-i18next';
import type { ServerView, ShownDetail } from '../../../electron/ipc/contract.ts';
import type { OptionKey } from '../../../src-server/config/schema.ts';
import { useApp } from '../../app-context.tsx';
import { TraceList } from '../../components/trace-list.tsx';
import { explain } from './explain.ts';
import { reasonPhrase } from './reason-phrase.ts';

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
      turnOnLabel={t('trace.turnOn')}
      onTurnOn={turnOn}
    />
  );
}
