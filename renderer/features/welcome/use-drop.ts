import { useEffect, useState } from 'react';
import type { PathPreview } from '../../../electron/ipc/contract.ts';
import { type App, useApp } from '../../app-context.tsx';
import { showServer } from '../../view.ts';

/** No flash while something is only carried across the window. */
const SHOWN_AFTER_MS = 80;

/** All that the system tells before the drop: names and paths come with it. */
export interface Drag {
  readonly items: number;
  readonly kind: 'file' | 'unknown';
}

interface Drop {
  readonly drag: Drag | undefined;
  readonly refused: readonly PathPreview[] | undefined;
  readonly close: () => void;
}

/** Files dropped anywhere become servers; paths that cannot be served are given back with the reason. */
export function useDrop(): Drop {
  const app = useApp();
  const [drag, setDrag] = useState<Drag>();
  const [refused, setRefused] = useState<readonly PathPreview[]>();
  useEffect(() => {
    const gone = new AbortController();
    const { signal } = gone;
    let depth = 0;
    let timer: number | undefined;
    const end = () => {
      depth = 0;
      window.clearTimeout(timer);
      setDrag(undefined);
    };
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth += 1;
      const seen = dragOf(event);
      if (depth === 1) timer = window.setTimeout(() => setDrag(seen), SHOWN_AFTER_MS);
    };
    const leave = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth -= 1;
      if (depth <= 0) end();
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      end();
      if (files.length > 0) void serve(app, files).then(setRefused);
    };
    const cancel = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      end();
      setRefused(undefined);
    };
    window.addEventListener('dragenter', enter, { signal });
    window.addEventListener('dragover', (event) => event.preventDefault(), { signal });
    window.addEventListener('dragleave', leave, { signal });
    window.addEventListener('drop', drop, { signal });
    window.addEventListener('keydown', cancel, { signal });
    return () => {
      window.clearTimeout(timer);
      gone.abort();
    };
  }, [app]);
  return { drag, refused, close: () => setRefused(undefined) };
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false;
}

/** A folder has no media type; so has a file that the system does not know. */
function dragOf({ dataTransfer }: DragEvent): Drag {
  const items = [...(dataTransfer?.items ?? [])].filter(({ kind }) => kind === 'file');
  return { items: items.length, kind: items.some(({ type }) => type !== '') ? 'file' : 'unknown' };
}

/** Serves what can be served and selects the first; resolves to what could not, if anything. */
async function serve({ bridge, view }: App, files: readonly File[]): Promise<readonly PathPreview[] | undefined> {
  const paths = bridge.pathsOf(files).filter((path) => path !== '');
  if (paths.length === 0) return undefined;
  const previews = await bridge.call('server:preview', paths);
  const good = previews.filter(({ kind }) => kind === 'folder' || kind === 'file');
  if (good.length > 0) {
    const [first] = await bridge.call(
      'server:add',
      good.map(({ path }) => path),
    );
    if (first !== undefined) showServer(view, first);
  }
  const refused = previews.filter((preview) => !good.includes(preview));
  return refused.length > 0 ? refused : undefined;
}
