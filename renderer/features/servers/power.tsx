import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerView } from '../../../electron/ipc/contract.ts';
import { useAct } from '../../app-context.tsx';
import { Switch } from '../../components/switch.tsx';
import { isOn } from './condition.ts';
import classes from './header.module.css';

/** A start that takes less is not worth a word. */
const WORD_AFTER_MS = 150;

/** The switch moves at once; the word beside it follows the engine. */
export function Power({ server }: { readonly server: ServerView }) {
  const { t } = useTranslation();
  const act = useAct();
  const [wish, setWish] = useState<boolean>();
  const busy = server.state.kind === 'starting' || server.state.kind === 'stopping';
  const slow = useAfter(busy, WORD_AFTER_MS);
  useEffect(() => {
    if (wish === server.on || server.state.kind === 'failed') setWish(undefined);
  }, [wish, server.on, server.state.kind]);
  const toggle = (on: boolean) => {
    setWish(on);
    act(on ? 'server:start' : 'server:stop', server.id);
  };
  return (
    <div className={classes.power}>
      <span className={classes.powerWord} role="status">
        {t(wordOf(server, slow))}
      </span>
      <Switch large label={t('server.switch', { name: server.name })} on={wish ?? isOn(server)} onChange={toggle} />
    </div>
  );
}

function wordOf({ state }: ServerView, slow: boolean) {
  switch (state.kind) {
    case 'running':
      return state.root === 'ok' ? 'server.on' : 'server.waiting';
    case 'failed':
      return 'server.notRunning';
    case 'starting':
      return slow ? 'server.starting' : 'server.off';
    case 'stopping':
      return slow ? 'server.stopping' : 'server.on';
    default:
      return 'server.off';
  }
}

function useAfter(active: boolean, delayMs: number): boolean {
  const [passed, setPassed] = useState(false);
  useEffect(() => {
    if (!active) return setPassed(false);
    const timer = window.setTimeout(() => setPassed(true), delayMs);
    return () => window.clearTimeout(timer);
  }, [active, delayMs]);
  return active && passed;
}
