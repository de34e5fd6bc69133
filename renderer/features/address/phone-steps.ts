import type { AppInfo, ReachFacts } from '../../../electron/ipc/contract.ts';

/** One line of the check; its words are `phone.<id>` and `phone.<id>.help`. */
export interface PhoneStep {
  readonly id: StepId;
  /** `look`: what only the person can see. */
  readonly mark: 'ok' | 'problem' | 'look';
  /** For a terminal. */
  readonly command?: string;
  /** Other addresses to try. */
  readonly urls?: readonly string[];
}

type StepId =
  | 'offline'
  | 'answers'
  | 'silent'
  | 'tunnel'
  | 'virtual'
  | 'unassigned'
  | 'name'
  | 'several'
  | 'vpn'
  | 'oneAddress'
  | 'ufw'
  | 'firewalld'
  | 'firewallLinux'
  | 'firewallWindows'
  | 'firewallMac'
  | 'sameWifi'
  | 'typed'
  | 'certificate';

export interface PhoneQuestion {
  readonly facts: ReachFacts;
  /** The address that the phone was shown. */
  readonly url: string | undefined;
  readonly port: number;
  readonly platform: AppInfo['platform'];
  /** Its certificate was made by this computer. */
  readonly ownCertificate: boolean;
}

/** What was found out, then what the person can look at; the likeliest cause first. */
export function phoneSteps(question: PhoneQuestion): readonly PhoneStep[] {
  const { facts, ownCertificate } = question;
  if (facts.links.length === 0) return [{ id: 'offline', mark: 'problem' }];
  return [
    ...addressSteps(question),
    ...(facts.vpn !== null && !isTunnel(question) ? [{ id: 'vpn', mark: 'look' } as const] : []),
    ...(facts.everyInterface ? [] : [{ id: 'oneAddress', mark: 'look' } as const]),
    firewallStep(question),
    { id: 'sameWifi', mark: 'look' },
    { id: 'typed', mark: 'look' },
    ...(ownCertificate ? [{ id: 'certificate', mark: 'look' } as const] : []),
  ];
}

/** The address in numbers that is shown, or that a name stands for. */
export function shownLink({ facts, url }: Pick<PhoneQuestion, 'facts' | 'url'>) {
  return facts.links.find((link) => link.url === url) ?? facts.links[0];
}

function addressSteps(question: PhoneQuestion): readonly PhoneStep[] {
  const { facts, url } = question;
  const link = shownLink(question);
  if (!link) return [];
  const urls = facts.links.filter((one) => one.kind === 'network' && one !== link).map((one) => one.url);
  const answer: PhoneStep = link.answers ? { id: 'answers', mark: 'ok' } : { id: 'silent', mark: 'problem' };
  if (link.kind !== 'network') return [answer, { id: link.kind, mark: 'problem', urls }];
  const isName = url !== undefined && url !== link.url;
  return [
    answer,
    ...(isName ? [{ id: 'name', mark: 'look', urls: [link.url] } as const] : []),
    ...(urls.length > 0 ? [{ id: 'several', mark: 'look', urls } as const] : []),
  ];
}

function isTunnel(question: PhoneQuestion): boolean {
  return shownLink(question)?.kind === 'tunnel';
}

function firewallStep({ facts, port, platform }: PhoneQuestion): PhoneStep {
  switch (facts.firewall) {
    case 'ufw':
      return { id: 'ufw', mark: 'look', command: `sudo ufw allow ${port}/tcp` };
    case 'firewalld':
      return { id: 'firewalld', mark: 'look', command: `sudo firewall-cmd --add-port=${port}/tcp` };
    default:
      return { id: FIREWALL[platform], mark: platform === 'linux' ? 'ok' : 'look' };
  }
}

const FIREWALL = { linux: 'firewallLinux', darwin: 'firewallMac', win32: 'firewallWindows' } as const;
