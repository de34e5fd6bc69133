import { EventEmitter } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import type { Servers } from './engine/servers.ts';

const { powerMonitor, powerSaveBlocker } = vi.hoisted(() => ({
  powerMonitor: { on: vi.fn() },
  powerSaveBlocker: { start: vi.fn(() => 7), stop: vi.fn() },
}));
vi.mock('electron', () => ({ powerMonitor, powerSaveBlocker }));
const { checkAfterResume, KeepAwake } = await import('./power.ts');

let listener: Server | undefined;
afterEach(() => listener?.close());

test('the computer stays awake exactly while something is transferred, where that is wanted', () => {
  const awake = new KeepAwake();
  awake.update(0, true);
  expect(powerSaveBlocker.start).not.toHaveBeenCalled();
  awake.update(2, true);
  awake.update(1, true);
  expect(powerSaveBlocker.start.mock.calls).toEqual([['prevent-app-suspension']]);
  awake.update(1, false);
  awake.update(0, true);
  expect(powerSaveBlocker.stop.mock.calls).toEqual([[7]]);
});

test('after sleep, servers that do not answer listen anew, the others are left alone', async () => {
  const events = new EventEmitter();
  powerMonitor.on.mockImplementation((name, act) => events.on(name, act));
  listener = createServer();
  await new Promise<void>((resolve) => listener?.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as { port: number };
  const folder = (port: number, host = '127.0.0.1') => ({ state: { kind: 'running', host, port }, restart: vi.fn() });
  const [alive, everywhere, dead] = [folder(port), folder(port, '0.0.0.0'), folder(1)];
  const off = { state: { kind: 'stopped' }, restart: vi.fn() };
  checkAfterResume({ folders: [alive, everywhere, dead, off] } as unknown as Servers);
  events.emit('resume');
  await vi.waitFor(() => expect(dead.restart).toHaveBeenCalledOnce());
  for (const { restart } of [alive, everywhere, off]) expect(restart).not.toHaveBeenCalled();
});
