import { spawnSync } from 'node:child_process';
import { findProgram, run } from '../run.ts';

/** Runs apt-get; resolves with the packages that could not be had. */
export async function aptInstall(packages: readonly string[]): Promise<string[]> {
  // RUNLEVEL: programs that are servers are wanted to be there, not to be started
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  await run('apt-get', ['update', '-qq'], { env }); // a mirror that fails here may still have what is needed
  const { chosen, unknown } = choosePackages(packages, hasCandidate);
  const quiet = ['-qq', '-o', 'Dpkg::Use-Pty=0'];
  const status = chosen.length > 0 ? await run('apt-get', [...quiet, ...installArguments(chosen)], { env }) : 0;
  return status === 0 ? unknown : [...unknown, ...chosen];
}

export function hasApt(): boolean {
  return findProgram('apt-get') !== undefined;
}

/** What a person can paste into a terminal. Package lists may never have been fetched: then the oldest name is given. */
export function aptLine(packages: readonly string[], isKnown = hasCandidate): string {
  const names = [...new Set(packages)].map((either) => either.split('|'));
  const chosen = names.map((either) => either.find(isKnown) ?? either.at(-1) ?? '');
  return `sudo apt-get update && sudo apt-get ${installArguments(chosen).join(' ')}`;
}

function installArguments(packages: readonly string[]): string[] {
  return ['install', '-y', '--no-install-recommends', ...packages];
}

interface Choice {
  readonly chosen: string[];
  readonly unknown: string[];
}

/** Resolves "new-name|old-name": one unknown name would make apt-get install nothing at all. */
export function choosePackages(packages: readonly string[], isKnown: (name: string) => boolean): Choice {
  const chosen: string[] = [];
  const unknown: string[] = [];
  for (const names of new Set(packages)) {
    const name = names.split('|').find(isKnown);
    if (name === undefined) unknown.push(names.replaceAll('|', ' or '));
    else chosen.push(name);
  }
  return { chosen, unknown };
}

/** `apt-cache policy` says "Candidate: (none)" for a name it knows but cannot install. */
function hasCandidate(name: string): boolean {
  const { stdout } = spawnSync('apt-cache', ['policy', name], { encoding: 'utf8' });
  return /Candidate: (?!\(none\))/.test(stdout ?? '');
}
