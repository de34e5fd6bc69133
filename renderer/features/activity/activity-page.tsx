import { useMemo } from 'react';
import type { ServerView } from '../../../electron/ipc/contract.ts';
import { useApp } from '../../app-context.tsx';
import { useNow } from '../../use-now.ts';
import { logViewOf } from '../requests/log-view.ts';
import { wholeTarget } from '../requests/shown-target.ts';
import classes from './activity.module.css';
import { BIN_S, binsOf } from './bins.ts';
import { ClientsPanel } from './clients-panel.tsx';
import { Kpis } from './kpis.tsx';
import { PathsPanel } from './paths-panel.tsx';
import { LatencyPanel, RequestsPanel } from './request-charts.tsx';
import { Tally } from './tally.ts';
import { TransfersPanel } from './transfers-panel.tsx';

/** What a server does right now, and did in the last five minutes. */
export default function ActivityPage({ server }: { readonly server: ServerView }) {
  const { store, view } = useApp();
  const { traffic, log } = store.history(server.id);
  const nowMs = useNow();
  const bin = Math.floor(nowMs / 1000 / BIN_S);
  // biome-ignore lint/correctness/useExhaustiveDependencies: between two bins, only what changed is drawn anew
  const bins = useMemo(() => binsOf(traffic, nowMs), [traffic, bin, traffic.changes]);
  const tally = useMemo(() => new Tally(log), [log]).sync();
  const showRequests = (filter: string) => {
    logViewOf(server.id).setState({ filter, following: false });
    view.setState({ tab: 'requests' });
  };
  return (
    <div className={classes.page}>
      <Kpis server={server.id} rate={traffic.rate(nowMs)} />
      <RequestsPanel bins={bins} />
      <LatencyPanel bins={bins} />
      <TransfersPanel server={server.id} bins={bins} outRate={traffic.outRate(nowMs)} />
      <PathsPanel paths={tally.paths(50)} onChoose={(path) => showRequests(`path:${quotedTerm(path)}`)} />
      <ClientsPanel
        clients={tally.clients(50)}
        clientCount={tally.clientCount}
        agentOf={(client) => tally.agentOf(client)}
        errors={tally.errors(50)}
        onClient={(client) => showRequests(`client:${client}`)}
        onError={(status, path) => showRequests(`status:${status} path:${quotedTerm(path)}`)}
      />
    </div>
  );
}

/** A term of the filter language finds names as they are shown. */
function quotedTerm(path: string): string {
  const shown = wholeTarget(path);
  return /[\s,]/.test(shown) ? `"${shown}"` : shown;
}
