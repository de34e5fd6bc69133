import { type NativeImage, nativeImage, nativeTheme } from 'electron';
import type { Glance } from './serving-summary.ts';

// Inlined by the build, so that a package needs no loose files: "../build/icons/tray/off-light.png" → data URL.
const FILES = import.meta.glob<string>('../build/icons/tray/*.{png,ico}', {
  query: '?inline',
  import: 'default',
  eager: true,
});

/** @throws Error when the icon is missing or is no image: a tray without a picture cannot be found again */
export function trayIcon(glance: Glance): NativeImage {
  const image = process.platform === 'win32' ? fromIco(`${glance}-${bar()}.ico`) : fromPngs(pngName(glance));
  if (image.isEmpty()) throw new Error(`the tray icon "${glance}" is not a usable image`);
  return image;
}

/** macOS colours a template image itself; elsewhere there is one for light bars and one for dark ones. */
function pngName(glance: Glance): string {
  return process.platform === 'darwin' ? `${glance}Template` : `${glance}-${bar()}`;
}

function fromPngs(name: string): NativeImage {
  const image = nativeImage.createEmpty();
  image.addRepresentation({ scaleFactor: 1, dataURL: contentOf(`${name}.png`) });
  image.addRepresentation({ scaleFactor: 2, dataURL: contentOf(`${name}@2x.png`) });
  image.setTemplateImage(name.endsWith('Template'));
  return image;
}

/** Our ICO files hold PNG images; each becomes the picture for its scale (16 px = 100 %). */
function fromIco(name: string): NativeImage {
  const ico = Buffer.from(contentOf(name).split(',', 2)[1] ?? '', 'base64');
  const image = nativeImage.createEmpty();
  for (let at = 6; at < 6 + 16 * ico.readUInt16LE(4); at += 16) {
    const offset = ico.readUInt32LE(at + 12);
    const buffer = ico.subarray(offset, offset + ico.readUInt32LE(at + 8));
    image.addRepresentation({ scaleFactor: ico.readUInt8(at) / 16, buffer });
  }
  return image;
}

function contentOf(name: string): string {
  const content = FILES[`../build/icons/tray/${name}`];
  if (!content) throw new Error(`build/icons/tray/${name} is missing`);
  return content;
}

/** GNOME's bar is dark in either theme; Windows has a theme for its bar alone, which newer Electrons know. */
function bar(): 'light' | 'dark' {
  if (process.platform === 'linux' && /gnome|unity|pop/i.test(process.env.XDG_CURRENT_DESKTOP ?? '')) return 'dark';
  const theme: { shouldUseDarkColorsForSystemIntegratedUI?: boolean; shouldUseDarkColors: boolean } = nativeTheme;
  return (theme.shouldUseDarkColorsForSystemIntegratedUI ?? theme.shouldUseDarkColors) ? 'dark' : 'light';
}
