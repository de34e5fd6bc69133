import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';

const UNDO_MS = 10_000;

interface UndoNotice {
  readonly message: string;
  readonly undo: string;
  readonly onUndo: () => void;
  /** The time has passed and nobody undid it. */
  readonly onKeep?: () => void;
}

/** Says what was done and offers to take it back, for ten seconds. */
export function showUndo({ message, undo, onUndo, onKeep }: UndoNotice): void {
  let undone = false;
  const id = notifications.show({
    message: (
      <span className="undo-notice">
        <span className="undo-message">{message}</span>
        <Button
          size="xs"
          onClick={() => {
            undone = true;
            notifications.hide(id);
            onUndo();
          }}
        >
          {undo}
        </Button>
      </span>
    ),
    autoClose: UNDO_MS,
    onClose: () => {
      if (!undone) onKeep?.();
    },
  });
}
