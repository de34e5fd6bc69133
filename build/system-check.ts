import { say } from './project.ts';
import { aptInstall, aptLine, hasApt } from './system/apt.ts';
import { missingNeeds, type Need, type Purpose } from './system/needs.ts';

/**
 * Looks for what the operating system must provide and installs it as root on Debian and Ubuntu; otherwise says the
 * command. Resolves with what is still missing: the caller decides whether it can go on without.
 */
export async function systemCheck(purpose: Purpose, electron?: string): Promise<Need[]> {
  if (process.platform !== 'linux') return [];
  const missing = missingNeeds(purpose, electron);
  if (missing.length === 0) return [];
  const words = missing.map(({ what }) => what).join('; ');
  const packages = missing.flatMap((need) => need.packages);
  if (!hasApt()) {
    say(`missing: ${words}. On Debian the packages are: ${packages.join(' ')}`);
    return missing;
  }
  if (process.getuid?.() !== 0) {
    say(`missing: ${words}. This installs it:\n  ${aptLine(packages)}`);
    return missing;
  }
  say(`installing with apt-get, because this is missing: ${words}`);
  const failed = await aptInstall(packages);
  if (failed.length > 0) say(`apt-get could not install: ${failed.join(', ')}`);
  return missingNeeds(purpose, electron);
}
