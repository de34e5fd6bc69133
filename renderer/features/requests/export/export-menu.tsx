import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ServerView } from '../../../../electron/ipc/contract.ts';
import type { ExchangeRecord } from '../../../../src-server/log/record.ts';
import { useAct, useApp, useAppState } from '../../../app-context.tsx';
import type { Pressed } from '../../../components/after-paint.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { IconFileExport } from '../../../components/icons.ts';
import { expectedUrl, widestAddress } from '../../servers/condition.ts';
import { toCsv } from './csv.ts';
import { toCommonLog, toNdjson } from './text.ts';

export interface ExportMenuProps {
  readonly server: ServerView;
  /** The rows that are shown, oldest first. */
  readonly rows: () => readonly ExchangeRecord[];
}

export default function ExportMenu({ server, rows, pressed }: ExportMenuProps & Pressed) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const act = useAct();
  const version = useAppState(({ info }) => info.version);
  const url = widestAddress(server)?.url ?? expectedUrl(server);
  const writeHar = async (records: readonly ExchangeRecord[]) => {
    const [{ toHar }, { withDetails }] = await Promise.all([import('./har.ts'), import('./har-exchanges.ts')]);
    return toHar(await withDetails(bridge, server.id, records), url, version);
  };
  const formats = [
    { name: 'HAR', ending: 'har', write: writeHar },
    { name: 'CSV', ending: 'csv', write: toCsv },
    { name: 'NDJSON', ending: 'ndjson', write: toNdjson },
    { name: 'Common Log', ending: 'log', write: toCommonLog },
  ];
  const base = server.name.replace(/[^\p{L}\p{N}._-]+/gu, '-');
  return (
    <Menu defaultOpened={pressed}>
      <Menu.Target>
        <IconButton label={t('log.export')} icon={IconFileExport} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('log.exportHelp')}</Menu.Label>
        {formats.map(({ name, ending, write }) => (
          <Menu.Item key={name} onClick={async () => act('file:save', `${base}.${ending}`, await write(rows()))}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
