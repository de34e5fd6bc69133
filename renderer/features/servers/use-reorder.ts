import { type DragEvent, useState } from 'react';
import { useApp } from '../../app-context.tsx';
import { moveServer } from './move-server.ts';
import { placeBeside, type Side } from './reorder.ts';

/** What is dragged is one of our rows, and no file or text from elsewhere. */
const TYPE = 'application/x-portico-server';

export interface Reorder {
  /** Where the row would go; the list shows a line there. */
  readonly side: Side | undefined;
  readonly onDragStart: (event: DragEvent) => void;
  readonly onDragOver: (event: DragEvent) => void;
  readonly onDrop: (event: DragEvent) => void;
  readonly onDragEnd: () => void;
}

/** Rows of the list are dragged to another place; each row asks for its part. */
export function useReorder(): (id: string) => Reorder {
  const app = useApp();
  const { store } = app;
  const [moved, setMoved] = useState<string>();
  const [over, setOver] = useState<{ readonly id: string; readonly side: Side }>();
  const end = () => {
    setMoved(undefined);
    setOver(undefined);
  };
  const placeOf = (id: string, side: Side) =>
    moved === undefined ? undefined : placeBeside(store.state.getState().servers, moved, id, side);
  return (id) => ({
    side: over?.id === id ? over.side : undefined,
    onDragStart: ({ dataTransfer }) => {
      dataTransfer.setData(TYPE, id);
      dataTransfer.effectAllowed = 'move';
      setMoved(id);
    },
    onDragOver: (event) => {
      if (moved === undefined) return;
      event.preventDefault();
      const side = sideOf(event);
      setOver(placeOf(id, side) === undefined ? undefined : { id, side });
    },
    onDrop: (event) => {
      const place = placeOf(id, sideOf(event));
      if (moved !== undefined && place !== undefined) void moveServer(app, moved, place);
      end();
    },
    onDragEnd: end,
  });
}

function sideOf({ currentTarget, clientY }: DragEvent): Side {
  const { top, height } = currentTarget.getBoundingClientRect();
  return clientY < top + height / 2 ? 'before' : 'after';
}
