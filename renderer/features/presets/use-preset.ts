import { useEffect, useState } from 'react';
import type { ServerView } from '../../../electron/ipc/contract.ts';
import type { Preset } from '../../../src-server/presets/preset.ts';
import { useApp } from '../../app-context.tsx';
import { readStored, store } from '../../stored.ts';

const STORED = 'portico.presets-dismissed';
const MOST_KEPT = 200;

interface UsePreset {
  readonly preset: Preset | undefined;
  /** This suggestion for this folder is not made again. */
  readonly dismiss: () => void;
}

/** What the folder seems to be, asked again whenever an option changes. */
export function usePreset({ id, root, config }: ServerView): UsePreset {
  const { bridge } = useApp();
  const [preset, setPreset] = useState<Preset>();
  const options = JSON.stringify(config); // main sends a new object with every change of any server
  // biome-ignore lint/correctness/useExhaustiveDependencies: main looks at the options, not this page
  useEffect(() => {
    let current = true;
    void bridge.call('server:preset', id).then((found) => {
      if (current) setPreset(found && !dismissed().includes(`${found.kind} ${root}`) ? found : undefined);
    });
    return () => {
      current = false;
    };
  }, [bridge, id, root, options]);
  const dismiss = () => {
    if (preset) store(STORED, [...dismissed(), `${preset.kind} ${root}`].slice(-MOST_KEPT));
    setPreset(undefined);
  };
  return { preset, dismiss };
}

function dismissed(): readonly string[] {
  const stored: unknown = readStored<string[]>(STORED);
  return Array.isArray(stored) ? stored : [];
}
