import { Tabs } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerView, ShownDetail } from '../../../electron/ipc/contract.ts';
import type { ExchangeRecord } from '../../../src-server/log/record.ts';
import { BodyView } from './body-view.tsx';
import { DetailHead } from './detail-head.tsx';
import classes from './detail-pane.module.css';
import { FieldsView } from './fields-view.tsx';
import { TimingView } from './timing-view.tsx';
import { useDetail } from './use-detail.ts';
import { WhyView } from './why-view.tsx';

interface DetailPaneProps {
  readonly server: ServerView;
  readonly record: ExchangeRecord;
  readonly onPrevious: () => void;
  readonly onNext: () => void;
  readonly onClose: () => void;
}

/** One exchange, right of the list. */
export default function DetailPane({ server, record, onPrevious, onNext, onClose }: DetailPaneProps) {
  const { t } = useTranslation();
  const detail = useDetail(server.id, record);
  const [tab, setTab] = useState<string | null>('why');
  const known = detail === 'gone' ? undefined : detail;
  return (
    <Tabs value={tab} onChange={setTab} className={classes.pane ?? ''} keepMounted={false}>
      <DetailHead
        server={server}
        record={record}
        detail={known}
        onPrevious={onPrevious}
        onNext={onNext}
        onClose={onClose}
      />
      <Tabs.List className={classes.tabs ?? ''} aria-label={t('detail.title')}>
        <Tabs.Tab value="why">{t('detail.why')}</Tabs.Tab>
        <Tabs.Tab value="request">{t('detail.request')}</Tabs.Tab>
        <Tabs.Tab value="response">{t('detail.response')}</Tabs.Tab>
        <Tabs.Tab value="body">{t('detail.body')}</Tabs.Tab>
        <Tabs.Tab value="timing">{t('detail.timing')}</Tabs.Tab>
      </Tabs.List>
      <div className={classes.body}>
        {detail === 'gone' && <p className="second">{t('detail.gone')}</p>}
        {known && <Panels server={server} detail={known} />}
      </div>
    </Tabs>
  );
}

function Panels({ server, detail }: { readonly server: ServerView; readonly detail: ShownDetail }) {
  const { t } = useTranslation();
  const { record, requestFields, responseFields, fieldSteps, requestBody, responseBody } = detail;
  return (
    <>
      <Tabs.Panel value="why">
        <WhyView server={server} detail={detail} />
      </Tabs.Panel>
      <Tabs.Panel value="request">
        <FieldsView target={record.target} fields={requestFields} />
      </Tabs.Panel>
      <Tabs.Panel value="response">
        <FieldsView fields={responseFields} steps={fieldSteps} />
      </Tabs.Panel>
      <Tabs.Panel value="body">
        {requestBody && <BodyView title={t('detail.sent')} body={requestBody} />}
        {responseBody && <BodyView title={t('detail.received')} body={responseBody} />}
        {!requestBody && !responseBody && <p className="second">{t('detail.noBody')}</p>}
      </Tabs.Panel>
      <Tabs.Panel value="timing">
        <TimingView timing={detail.timing} />
      </Tabs.Panel>
    </>
  );
}
