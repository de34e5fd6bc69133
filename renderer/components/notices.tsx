import { Notifications } from '@mantine/notifications';

/** Where notices are shown; they may be asked for before. */
export default function Notices() {
  return <Notifications position="bottom-right" limit={3} transitionDuration={90} containerWidth={420} />;
}
