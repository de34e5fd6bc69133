import { Button } from '@mantine/core';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PathPreview } from '../../../electron/ipc/contract.ts';
import { useAppState } from '../../app-context.tsx';
import { IconFolderDown, IconFolderOff } from '../../components/icons.ts';
import classes from './drop-overlay.module.css';
import { type Drag, useDrop } from './use-drop.ts';

/** Over the whole window while something is dragged, and after a drop that could not be served. */
export function DropOverlay() {
  const { t } = useTranslation();
  const { drag, refused, close } = useDrop();
  const visible = useAppState(({ settings }) => settings.newServers.visible);
  if (refused) return <Refused refused={refused} onClose={close} />;
  if (!drag) return null;
  return (
    <Overlay>
      <IconFolderDown className={classes.icon} size={34} stroke={1.5} aria-hidden />
      <h2>{titleOf(t, drag)}</h2>
      <p>
        {drag.items > 1 ? t('drop.eachAddress') : t('drop.address')}
        <br />
        {t(visible ? 'drop.visible' : 'drop.local')}
      </p>
    </Overlay>
  );
}

function titleOf(t: TFunction, { items, kind }: Drag): string {
  if (items > 1) return t('drop.several', { n: items });
  return kind === 'file' ? t('drop.file') : t('drop.one');
}

interface RefusedProps {
  readonly refused: readonly PathPreview[];
  readonly onClose: () => void;
}

function Refused({ refused, onClose }: RefusedProps) {
  const { t } = useTranslation();
  return (
    <Overlay refused>
      <IconFolderOff className={classes.icon} size={34} stroke={1.5} aria-hidden />
      <h2>{t('drop.refused')}</h2>
      <ul className={classes.reasons}>
        {refused.map(({ path, name, kind }) => (
          <li key={path}>
            <b className="strong">{name || path}</b> {t(reasonOf(kind))}
          </li>
        ))}
      </ul>
      <Button onClick={onClose} autoFocus>
        {t('close')}
      </Button>
    </Overlay>
  );
}

function reasonOf(kind: PathPreview['kind']) {
  if (kind === 'denied') return 'drop.denied';
  return kind === 'missing' ? 'drop.missing' : 'drop.unsuitable';
}

interface OverlayProps {
  readonly refused?: boolean;
  readonly children: ReactNode;
}

function Overlay({ refused = false, children }: OverlayProps) {
  return (
    <div className={classes.overlay} data-refused={refused || undefined}>
      <svg className={classes.rays} viewBox="0 0 1280 800" preserveAspectRatio="none" aria-hidden>
        <path d="M170 0h180v560H170zM550 0h180v560H550zM930 0h180v560H930z" />
        <path data-floor d="M170 560h180L210 800H30zM550 560h180L590 800H410zM930 560h180L970 800H790z" />
      </svg>
      <div className={classes.edge} />
      <div className={classes.card} role={refused ? 'alertdialog' : 'status'}>
        {children}
      </div>
    </div>
  );
}
