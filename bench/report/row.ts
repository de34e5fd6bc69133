/** One line of the table. */
export interface Row {
  readonly group: string;
  readonly what: string;
  readonly ours: string;
  /** "nginx 61,000/s"; empty for a figure that stands alone. */
  readonly peer: string;
  /** What the goal is about. */
  readonly value: number;
  /** The same by processor time, which other programs on the machine disturb less. */
  readonly byCpu?: number | undefined;
  readonly goal?: Goal;
}

export interface Goal {
  readonly kind: 'at least' | 'at most';
  readonly value: number;
  /** "×" for ratios. */
  readonly unit: string;
}

export const atLeast = (value: number, unit = '×'): Goal => ({ kind: 'at least', value, unit });
export const atMost = (value: number, unit = '×'): Goal => ({ kind: 'at most', value, unit });

export function isMet({ value, goal }: Row): boolean | undefined {
  if (!goal) return undefined;
  return goal.kind === 'at least' ? value >= goal.value : value <= goal.value;
}
