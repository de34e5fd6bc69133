import { app } from 'electron';

/**
 * GTK loads the OpenGL driver when it starts, only to learn which visuals there are, and nothing here is drawn through GTK:
 * with Mesa that is 30 MB of main's memory. Chromium draws in a process of its own and does not notice.
 * To be called before Electron is ready; what is started later (scripts, browsers) gets the environment as it was.
 */
export function keepGtkFromGl(): void {
  if (process.platform !== 'linux' || process.env.GDK_GL !== undefined) return;
  process.env.GDK_GL = 'disable';
  void app.whenReady().then(() => {
    delete process.env.GDK_GL;
  });
}
