import type { TablerIcon } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { en } from '../i18n/en.ts';
import { afterPaint, type Pressed } from './after-paint.tsx';
import { IconButton } from './icon-button.tsx';

/** A menu behind an icon: the icon is painted first. */
export function laterMenu<Props extends object>(
  load: () => Promise<{ readonly default: ComponentType<Props & Pressed> }>,
  label: keyof typeof en,
  icon: TablerIcon,
): ComponentType<Props> {
  return afterPaint<Props>(load, ({ onPress }) => <IconOnly label={label} icon={icon} onPress={onPress} />);
}

interface IconOnlyProps {
  readonly label: keyof typeof en;
  readonly icon: TablerIcon;
  readonly onPress: () => void;
}

function IconOnly({ label, icon, onPress }: IconOnlyProps) {
  const { t } = useTranslation();
  return <IconButton label={t(label)} icon={icon} onClick={onPress} />;
}
