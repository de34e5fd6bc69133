import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../project.ts';
import { findProgram, run } from '../run.ts';
import { type Control, controlFile, desktopEntry, fillTemplate } from './deb-files.ts';

const EXECUTABLE = 'portico-app';
const INSTALLED_IN = '/opt/Portico';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
}

/** Makes packages of `linux-unpacked` with what every Debian has. Resolves with the files made. */
export async function linuxPackages(release: string): Promise<string[]> {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest;
  const archive = await makeTarGz(release, manifest);
  return findProgram('dpkg-deb') ? [archive, await makeDeb(release, manifest)] : [archive];
}

async function makeTarGz(release: string, { version }: Manifest): Promise<string> {
  const file = join(release, `Portico-${version}-linux-x64.tar.gz`);
  const folder = `Portico-${version}`;
  await must(
    'tar',
    ['-czf', file, '--owner=0', '--group=0', `--transform=s,^linux-unpacked,${folder},`, 'linux-unpacked'],
    release,
  );
  return file;
}

async function makeDeb(release: string, manifest: Manifest): Promise<string> {
  const staging = join(release, 'deb');
  cpSync(join(release, 'linux-unpacked'), join(staging, INSTALLED_IN), { recursive: true });
  addDesktopFiles(staging, manifest);
  addControlFiles(staging, manifest);
  const file = join(release, `Portico-${manifest.version}-linux-amd64.deb`);
  await must('dpkg-deb', ['--root-owner-group', '-Zxz', '-z1', '-b', staging, file], release);
  rmSync(staging, { recursive: true });
  return file;
}

function addDesktopFiles(staging: string, manifest: Manifest): void {
  const applications = join(staging, 'usr/share/applications');
  mkdirSync(applications, { recursive: true });
  const comment = manifest.description;
  const entry = desktopEntry({
    name: 'Portico',
    executable: `${INSTALLED_IN}/${EXECUTABLE}`,
    icon: EXECUTABLE,
    comment,
  });
  writeFileSync(join(applications, `${EXECUTABLE}.desktop`), entry);
  const icons = join(ROOT, 'build/icons/linux');
  for (const icon of readdirSync(icons)) {
    const size = icon.replace('.png', '');
    cpSync(join(icons, icon), join(staging, 'usr/share/icons/hicolor', size, 'apps', `${EXECUTABLE}.png`));
  }
  cpSync(join(ROOT, 'LICENSE'), join(staging, 'usr/share/doc', manifest.name, 'copyright'));
}

/** The scripts are the ones electron-builder puts into its own packages: links, sandbox, AppArmor profile. */
function addControlFiles(staging: string, { name, version, description }: Manifest): void {
  const debian = join(staging, 'DEBIAN');
  mkdirSync(debian, { recursive: true });
  const control: Control = { name, version, description, installedKiB: sizeKiB(staging) };
  writeFileSync(join(debian, 'control'), controlFile(control));
  const values = { executable: EXECUTABLE, sanitizedProductName: 'Portico' };
  const templates = join(ROOT, 'node_modules/app-builder-lib/templates/linux');
  const profile = fillTemplate(readFileSync(join(templates, 'apparmor-profile.tpl'), 'utf8'), values);
  writeFileSync(join(staging, INSTALLED_IN, 'resources/apparmor-profile'), profile);
  for (const [script, template] of [
    ['postinst', 'after-install.tpl'],
    ['postrm', 'after-remove.tpl'],
  ] as const) {
    writeFileSync(join(debian, script), fillTemplate(readFileSync(join(templates, template), 'utf8'), values));
    chmodSync(join(debian, script), 0o755);
  }
}

function sizeKiB(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path));
  return Math.ceil(files.reduce((sum, file) => sum + statSync(file).size, 0) / 1024);
}

async function must(program: string, args: readonly string[], cwd: string): Promise<void> {
  const code = await run(program, args, { cwd });
  if (code !== 0) throw new Error(`${program} ended with exit code ${code}: ${[program, ...args].join(' ')}`);
}
