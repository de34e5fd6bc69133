import { useTranslation } from 'react-i18next';
import { useAppState, useView } from '../../app-context.tsx';

/** Says politely where a server went. Always on the page: what appears together with its words is not read out. */
export function MovedNote() {
  const { t } = useTranslation();
  const moved = useView((view) => view.moved);
  const servers = useAppState((state) => state.servers);
  const name = servers.find(({ id }) => id === moved?.id)?.name;
  return (
    <div role="status" className="screen-reader">
      {moved && name !== undefined && t('server.moved', { name, place: moved.place + 1, total: servers.length })}
    </div>
  );
}
