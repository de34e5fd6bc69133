import type { DragEvent, MouseEvent, ReactNode } from 'react';
import classes from './address-well.module.css';
import { IconAccessPoint, IconDeviceLaptop } from './icons.ts';

interface AddressWellProps {
  readonly url: string;
  readonly reach: 'loopback' | 'network';
  /** False: shown in grey, nothing answers there. */
  readonly alive: boolean;
  readonly onOpen: () => void;
  readonly children?: ReactNode;
}

/** The window itself never leaves its own page. */
function open(event: MouseEvent, onOpen: () => void): void {
  event.preventDefault();
  onOpen();
}

/** Dropped on a browser it opens; dropped on a text it is written out. */
function drag({ dataTransfer }: DragEvent, url: string): void {
  dataTransfer.setData('text/uri-list', url);
  dataTransfer.setData('text/plain', url);
  dataTransfer.effectAllowed = 'copyLink';
}

export function AddressWell({ url, reach, alive, onOpen, children }: AddressWellProps) {
  const Icon = reach === 'network' ? IconAccessPoint : IconDeviceLaptop;
  return (
    <div className={classes.well} data-reach={reach} data-dead={!alive || undefined}>
      <Icon className={classes.icon} size={16} stroke={1.75} aria-hidden />
      {alive ? (
        <a
          href={url}
          className={classes.url}
          title={url}
          draggable
          onDragStart={(event) => drag(event, url)}
          onClick={(event) => open(event, onOpen)}
        >
          {url}
        </a>
      ) : (
        <span className={`${classes.url} selectable`}>{url}</span>
      )}
      <span className={classes.actions}>{children}</span>
    </div>
  );
}
