import { expect, test, vi } from 'vitest';

vi.mock('electron', () => ({ app: {} }));
const { desktopEntry } = await import('./login-item.ts');

test('the autostart entry quotes what a desktop file would read otherwise', () => {
  const entry = desktopEntry(['/opt/My "App"/$portico`x\\100%', '--hidden']);
  expect(entry).toContain('Exec="/opt/My \\\\"App\\\\"/\\\\$portico\\\\`x\\\\\\\\100%%" "--hidden"\n');
  expect(entry).toMatch(/^\[Desktop Entry\]\nType=Application\n/);
});
