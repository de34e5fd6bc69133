import { useTranslation } from 'react-i18next';
import { useAppState } from '../../app-context.tsx';
import { afterPaint } from '../../components/after-paint.tsx';
import { IconDeviceLaptop } from '../../components/icons.ts';
import { isVisible } from './condition.ts';
import { SharedButton, type SharedServersProps } from './shared-button.tsx';
import classes from './shared-now.module.css';

const SharedServers = afterPaint<SharedServersProps>(
  () => import('./shared-servers.tsx'),
  ({ visible, onPress }) => <SharedButton visible={visible} onClick={onPress} />,
);

/** What others can reach, always on the screen. */
export function SharedNow() {
  const { t } = useTranslation();
  const servers = useAppState((state) => state.servers);
  const visible = servers.filter(isVisible);
  if (visible.length > 0) return <SharedServers visible={visible} />;
  const running = servers.some(({ state }) => state.kind === 'running');
  return (
    <div className={classes.private}>
      <IconDeviceLaptop size={16} stroke={1.75} aria-hidden />
      <span>{running ? t('shared.local') : t('shared.nothing')}</span>
    </div>
  );
}
