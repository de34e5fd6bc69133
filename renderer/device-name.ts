/** What a device calls itself: a claim, good enough to tell one phone from another, and no more. */
export interface Device {
  readonly kind: DeviceKind;
  /** A browser, or the program itself where `kind` is `program`. */
  readonly program?: string;
}

type DeviceKind =
  | 'iPhone'
  | 'iPad'
  | 'androidPhone'
  | 'androidTablet'
  | 'mac'
  | 'windows'
  | 'chromebook'
  | 'linux'
  | 'tv'
  | 'program';

/** The first that fits: later ones also fit what comes before them. */
const KINDS: readonly (readonly [RegExp, DeviceKind])[] = [
  [/\biPhone\b|\biPod\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\b(SMART-TV|SmartTV|Web0S|Tizen|AppleTV|BRAVIA|GoogleTV)\b/i, 'tv'],
  [/\bAndroid\b.*\bMobile\b/, 'androidPhone'],
  [/\bAndroid\b/, 'androidTablet'],
  [/\bCrOS\b/, 'chromebook'],
  [/\bWindows\b/, 'windows'],
  [/\bMacintosh\b/, 'mac'],
  [/\bLinux\b|\bX11\b/, 'linux'],
];

/** Others carry the names of Chrome and Safari too, so those two come last. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\b(Edg|EdgA|EdgiOS)\//, 'Edge'],
  [/\b(OPR|OPT|OPiOS)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bMicroMessenger\//, 'WeChat'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS)\//, 'Chrome'],
  [/\bVersion\/[\d.]+ .*\bSafari\//, 'Safari'],
];
const MOST_READ = 400;

/** @param userAgent the value of a User-Agent field (RFC 9110 §10.1.5), from anyone */
export function deviceOf(userAgent: string | undefined): Device | undefined {
  const text = userAgent?.slice(0, MOST_READ) ?? '';
  if (!text.startsWith('Mozilla/')) {
    const product = /^([A-Za-z][\w.-]{0,29})(?:\/|\s|$)/.exec(text)?.[1];
    return product === undefined ? undefined : { kind: 'program', program: product };
  }
  const kind = KINDS.find(([pattern]) => pattern.test(text))?.[1];
  const program = BROWSERS.find(([pattern]) => pattern.test(text))?.[1];
  if (!kind) return program === undefined ? undefined : { kind: 'program', program };
  return { kind, ...(program === undefined ? {} : { program }) };
}
