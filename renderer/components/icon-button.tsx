import { ActionIcon } from '@mantine/core';
import type { TablerIcon } from '@tabler/icons-react';
import type { Ref } from 'react';
import { keyNames } from './key-names.ts';

interface IconButtonProps {
  readonly label: string;
  readonly icon: TablerIcon;
  readonly onClick?: () => void;
  readonly shortcut?: string;
  readonly pressed?: boolean;
  readonly size?: number;
  readonly className?: string | undefined;
  readonly disabled?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** An icon without a word: it always has a name, and its tooltip says the shortcut. Usable as the target of a menu. */
export function IconButton({ label, icon: Icon, shortcut, pressed, size = 16, ...button }: IconButtonProps) {
  return (
    <ActionIcon
      aria-label={label}
      aria-pressed={pressed}
      aria-keyshortcuts={shortcut && keyNames(shortcut)}
      data-tip={shortcut ? `${label} (${shortcut})` : label}
      {...button}
    >
      <Icon size={size} stroke={1.75} aria-hidden />
    </ActionIcon>
  );
}
