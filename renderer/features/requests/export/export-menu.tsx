import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ServerView } from '../../../../electron/ipc/contract.ts';
import type { ExchangeRecord } from '../../../../src-server/log/record.ts';
import { useAct, useAppState } from '../../../app-context.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { IconFileExport } from '../../../components/icons.ts';
import { expectedUrl, widestAddress } from '../../servers/condition.ts';
import { toCsv } from './csv.ts';
import { toHar } from './har.ts';
import { toCommonLog, toNdjson } from './text.ts';

interface ExportMenuProps {
  readonly server: ServerView;
  /** The rows that are shown, oldest first. */
  readonly rows: () => readonly ExchangeRecord[];
}

export function ExportMenu({ server, rows }: ExportMenuProps) {
  const { t } = useTranslation();
  const act = useAct();
  const version = useAppState(({ info }) => info.version);
  const url = widestAddress(server)?.url ?? expectedUrl(server);
  const formats = [
    { name: 'HAR', ending: 'har', write: (records: readonly ExchangeRecord[]) => toHar(records, url, version) },
    { name: 'CSV', ending: 'csv', write: toCsv },
    { name: 'NDJSON', ending: 'ndjson', write: toNdjson },
    { name: 'Common Log', ending: 'log', write: toCommonLog },
  ];
  const base = server.name.replace(/[^\p{L}\p{N}._-]+/gu, '-');
  return (
    <Menu>
      <Menu.Target>
        <IconButton label={t('log.export')} icon={IconFileExport} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('log.exportHelp')}</Menu.Label>
        {formats.map(({ name, ending, write }) => (
          <Menu.Item key={name} onClick={() => act('file:save', `${base}.${ending}`, write(rows()))}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
