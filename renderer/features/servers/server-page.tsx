import { Tabs } from '@mantine/core';
import type { ServerView } from '../../../electron/ipc/contract.ts';
import { useApp, useView } from '../../app-context.tsx';
import { later } from '../../components/later.tsx';
import type { Tab } from '../../view.ts';
import { Requests } from '../requests/requests.tsx';
import { troubleOf } from './condition.ts';
import { Header } from './header.tsx';
import { Notices } from './notices.tsx';
import { Problem } from './problem.tsx';
import classes from './server-page.module.css';

const ActivityPage = later(() => import('../activity/activity-page.tsx'));
const OptionsPage = later(() => import('../options/options-page.tsx'));

/** One server: its header, what is wrong with it, and the tab that is open. */
export function ServerPage({ server }: { readonly server: ServerView }) {
  const { view } = useApp();
  const tab = useView((state) => state.tab);
  const trouble = troubleOf(server);
  return (
    <Tabs
      className={classes.page ?? ''}
      value={tab}
      onChange={(value) => view.setState({ tab: value as Tab })}
      keepMounted={false}
    >
      <Header server={server} />
      <Notices server={server} />
      {trouble && (
        <div className={classes.problem}>
          <Problem server={server} trouble={trouble} />
        </div>
      )}
      <Tabs.Panel value="requests" className={classes.panel ?? ''}>
        <Requests server={server} />
      </Tabs.Panel>
      <Tabs.Panel value="features" className={classes.panel ?? ''}>
        <OptionsPage server={server} />
      </Tabs.Panel>
      <Tabs.Panel value="activity" className={classes.panel ?? ''}>
        <ActivityPage server={server} />
      </Tabs.Panel>
    </Tabs>
  );
}
