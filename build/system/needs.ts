import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from '../run.ts';

export type Purpose = 'start' | 'test' | 'screenshots';

/** Something the operating system has to provide. */
export interface Need {
  /** Words for the line that says it is missing. */
  readonly what: string;
  /** Debian and Ubuntu packages; "a|b" is the first of them that the distribution has. */
  readonly packages: readonly string[];
}

/** libasound2 and GTK got new names in Debian 13 and Ubuntu 24.04. */
const ELECTRON_PACKAGES = ['libnss3', 'libgtk-3-0t64|libgtk-3-0', 'libgbm1', 'libasound2t64|libasound2'];

interface Program extends Need {
  readonly program: string;
  readonly for: readonly Purpose[];
}

const PROGRAMS: readonly Program[] = [
  { program: 'xvfb-run', what: 'xvfb-run (a screen for tests)', packages: ['xvfb'], for: ['test', 'screenshots'] },
  { program: 'xauth', what: 'xauth (xvfb-run needs it)', packages: ['xauth'], for: ['test', 'screenshots'] },
  { program: 'dbus-run-session', what: 'dbus-run-session (tray tests)', packages: ['dbus-daemon|dbus'], for: ['test'] },
  { program: 'chromium', what: 'chromium (browser tests)', packages: ['chromium'], for: ['test'] },
  { program: 'php-cgi', what: 'php-cgi (CGI tests)', packages: ['php-cgi'], for: ['test'] },
  { program: 'nginx', what: 'nginx (answers compared with its own)', packages: ['nginx-light|nginx'], for: ['test'] },
  { program: 'ip', what: 'ip (a second device on the network)', packages: ['iproute2'], for: ['test'] },
  { program: 'openssl', what: 'openssl (certificate tests)', packages: ['openssl'], for: ['test'] },
  { program: 'perl', what: 'perl (CGI tests)', packages: ['perl'], for: ['test'] },
  { program: 'python3', what: 'python3 (CGI and command-line tests)', packages: ['python3'], for: ['test'] },
];

const FONTS: readonly (Need & { readonly pattern: RegExp })[] = [
  { what: 'a font for Chinese, Japanese and Korean', packages: ['fonts-noto-cjk'], pattern: /CJK/i },
  { what: 'a font with colour emoji', packages: ['fonts-noto-color-emoji'], pattern: /ColorEmoji/i },
];

/** What this Linux lacks for a purpose. @param electron the runtime whose libraries are looked at, if it is to run */
export function missingNeeds(purpose: Purpose, electron?: string): Need[] {
  const libraries = electron === undefined ? [] : missingLibraries(lddOutput(electron));
  return [
    ...(libraries.length > 0
      ? [{ what: `libraries of Electron (${libraries.join(', ')})`, packages: ELECTRON_PACKAGES }]
      : []),
    ...PROGRAMS.filter((need) => need.for.includes(purpose) && findProgram(need.program) === undefined),
    ...(purpose === 'screenshots' ? missingFonts() : []),
  ];
}

function lddOutput(electron: string): string {
  return spawnSync('ldd', [electron], { encoding: 'utf8' }).stdout ?? '';
}

/** Names in lines such as "libgbm.so.1 => not found". */
export function missingLibraries(ldd: string): string[] {
  return [...ldd.matchAll(/^\s*(\S+) => not found$/gm)].map(([, name]) => name ?? '');
}

function missingFonts(): Need[] {
  const files = fontFiles('/usr/share/fonts');
  return FONTS.filter(({ pattern }) => !files.some((file) => pattern.test(file)));
}

function fontFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file));
  } catch {
    return []; // no fonts at all
  }
}
