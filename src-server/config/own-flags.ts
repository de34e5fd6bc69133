/** Flags that are no options of a server. */
export const OWN_FLAGS = {
  protocol: { takes: 'VERSION', help: 'HTTP/1.1, or HTTP/1.0: close the connection after each answer', short: 'p' },
  config: { takes: 'FILE', help: 'options from a JSON file; flags win over it, lists are added to' },
  'print-config': { help: 'print the resolved options as JSON, secrets hidden, and exit' },
  open: { help: 'open the address in the browser' },
  qr: { help: 'show the widest reaching address as a QR code' },
  quiet: { help: 'no access log on the terminal', short: 'q' },
  help: { help: 'show this help', short: 'h' },
  version: { help: 'show the version', short: 'V' },
} as const satisfies Record<string, { readonly takes?: string; readonly help: string; readonly short?: string }>;
export type OwnFlag = keyof typeof OWN_FLAGS;

/** By every spelling, without dashes. */
export const OWN_BY_NAME: ReadonlyMap<string, OwnFlag> = new Map(
  Object.entries(OWN_FLAGS).flatMap(([name, flag]) =>
    [name, ...('short' in flag ? [flag.short] : [])].map((spelling) => [spelling, name as OwnFlag] as const),
  ),
);
