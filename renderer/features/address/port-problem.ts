/** Ports from 1024 up that browsers refuse to open: the Fetch standard, § "port blocking". Lower ones the system judges. */
const BLOCKED: ReadonlySet<number> = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10_080,
]);

/** Key of the sentence that says what is wrong with a port as typed, or undefined when it can be tried. */
export function portProblem(text: string) {
  if (!/^\d+$/.test(text) || Number(text) > 65_535) return 'port.range';
  return BLOCKED.has(Number(text)) ? 'port.browser' : undefined;
}
