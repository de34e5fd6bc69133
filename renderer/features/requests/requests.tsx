import { useEffect, useRef } from 'react';
import type { ServerView } from '../../../electron/ipc/contract.ts';
import { onFocusFilter } from '../palette/commands.ts';
import { useColumns } from './columns.ts';
import { LogPane } from './log-pane.tsx';
import { logViewOf } from './log-view.ts';
import { Toolbar } from './toolbar.tsx';
import type { ShownRows } from './use-log-rows.ts';

/** The live log of one server. */
export function Requests({ server }: { readonly server: ServerView }) {
  const viewStore = logViewOf(server.id);
  const columns = useColumns();
  const filterField = useRef<HTMLInputElement>(null);
  const shown = useRef<ShownRows>(null);
  useEffect(() => onFocusFilter(() => filterField.current?.select()), []);
  return (
    <>
      <Toolbar
        server={server}
        viewStore={viewStore}
        columns={columns}
        inputRef={filterField}
        shownRows={() => shown.current?.all() ?? []}
      />
      <LogPane server={server} viewStore={viewStore} columns={columns} shownRef={shown} />
    </>
  );
}
