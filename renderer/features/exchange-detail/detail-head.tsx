import { Button, Menu } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerView, ShownDetail } from '../../../electron/ipc/contract.ts';
import type { ExchangeRecord } from '../../../src-server/log/record.ts';
import { useAct, useApp } from '../../app-context.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import {
  IconChevronDown,
  IconChevronUp,
  IconCopy,
  IconExternalLink,
  IconFolder,
  IconPencil,
  IconRefresh,
  IconX,
} from '../../components/icons.ts';
import { later } from '../../components/later.tsx';
import { formatBytes, formatClock, formatDuration } from '../../format.ts';
import { useDeviceName } from '../../use-device-name.ts';
import { StatusText } from '../requests/log-cell.tsx';
import { expectedUrl, widestAddress } from '../servers/condition.ts';
import classes from './detail-pane.module.css';
import { bare, sendAgain } from './exchange-actions.ts';
import { reasonPhrase } from './reason-phrase.ts';
import { asCurl, asFetch, requestUrl } from './request-text.ts';

const EditRequest = later(() => import('./edit-request.tsx'));

interface DetailHeadProps {
  readonly server: ServerView;
  readonly record: ExchangeRecord;
  /** Undefined while it is fetched, or when it is gone. */
  readonly detail: ShownDetail | undefined;
  readonly onPrevious: () => void;
  readonly onNext: () => void;
  readonly onClose: () => void;
}

/** The whole URL, never cut; then the facts; then what can be done. */
export function DetailHead({ server, record, detail, onPrevious, onNext, onClose }: DetailHeadProps) {
  const { t } = useTranslation();
  const base = widestAddress(server)?.url ?? expectedUrl(server);
  const url = requestUrl(detail ?? bare(record), base);
  const { method, client, durationMs, contentBytes, timeMs, userAgent } = record;
  const device = useDeviceName()(userAgent);
  return (
    <div className={classes.head}>
      <div className={classes.line}>
        <StatusText record={record} t={t} />
        <span className="second">{record.outcome === 'aborted' ? '' : reasonPhrase(record.status)}</span>
        <span className={classes.moves}>
          <IconButton label={t('detail.previous')} icon={IconChevronUp} shortcut="↑" onClick={onPrevious} />
          <IconButton label={t('detail.next')} icon={IconChevronDown} shortcut="↓" onClick={onNext} />
          <IconButton label={t('close')} icon={IconX} shortcut="Esc" onClick={onClose} />
        </span>
      </div>
      <p className={`${classes.url} selectable`}>{url}</p>
      <p className={`${classes.facts} selectable`}>
        {method} {t('detail.at', { time: formatClock(timeMs) })}{' '}
        {t('detail.from', { client: device === undefined ? client : `${client} (${device})` })},{' '}
        <span>{formatDuration(durationMs)}</span>, <span>{formatBytes(contentBytes)}</span>
      </p>
      <Actions server={server} record={record} detail={detail} base={base} url={url} />
    </div>
  );
}

interface ActionsProps extends Pick<DetailHeadProps, 'server' | 'record' | 'detail'> {
  readonly base: string;
  readonly url: string;
}

function Actions({ server, record, detail, base, url }: ActionsProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const act = useAct();
  const copy = (text: string) => act('clipboard:write', text);
  const running = server.state.kind === 'running';
  return (
    <div className={classes.actions}>
      <Button
        size="xs"
        disabled={!running}
        leftSection={<IconRefresh size={14} stroke={1.75} />}
        onClick={() => void sendAgain(bridge, server.id, record)}
      >
        {t('detail.sendAgain')}
      </Button>
      <EditButton server={server} detail={detail ?? bare(record)} disabled={!running} />
      <Menu position="bottom-start">
        <Menu.Target>
          <Button
            size="xs"
            leftSection={<IconCopy size={14} stroke={1.75} />}
            rightSection={<IconChevronDown size={14} stroke={1.75} />}
          >
            {t('detail.copyAs')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {detail && <Menu.Item onClick={() => copy(asCurl(detail, base))}>cURL</Menu.Item>}
          {detail && <Menu.Item onClick={() => copy(asFetch(detail, base))}>fetch</Menu.Item>}
          <Menu.Item onClick={() => copy(url)}>URL</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button
        size="xs"
        disabled={!running}
        leftSection={<IconExternalLink size={14} stroke={1.75} />}
        onClick={() => act('open:url', url)}
      >
        {t('detail.open')}
      </Button>
      {detail?.file && (
        <Button
          size="xs"
          leftSection={<IconFolder size={14} stroke={1.75} />}
          onClick={() => act('open:file', server.id, record.seq)}
        >
          {t('detail.showFile')}
        </Button>
      )}
    </div>
  );
}

interface EditButtonProps {
  readonly server: ServerView;
  readonly detail: ShownDetail;
  readonly disabled: boolean;
}

function EditButton({ server, detail, disabled }: EditButtonProps) {
  const { t } = useTranslation();
  const [edited, setEdited] = useState<ShownDetail>();
  return (
    <>
      <Button
        size="xs"
        disabled={disabled}
        leftSection={<IconPencil size={14} stroke={1.75} />}
        onClick={() => setEdited(detail)}
      >
        {t('edit.open')}
      </Button>
      {edited && <EditRequest server={server} detail={edited} onClose={() => setEdited(undefined)} />}
    </>
  );
}
