import type { App } from '../../app-context.tsx';

/** Moves a server in the list, and has it said where it went: who moves it by key may not see it. */
export async function moveServer(
  { bridge, view }: Pick<App, 'bridge' | 'view'>,
  id: string,
  place: number,
): Promise<void> {
  await bridge.call('server:move', id, place);
  view.setState({ moved: { id, place } });
}
