import { shown } from '../support/numbers.ts';
import { type Goal, isMet, type Row } from './row.ts';

const HEAD = ['what', 'ours', 'peer', 'value', 'by CPU', 'goal', 'met'];

/** Cells of the table, the head first. */
function cells(rows: readonly Row[]): string[][] {
  return [HEAD, ...rows.map(rowCells)];
}

function rowCells(row: Row): string[] {
  const unit = row.goal?.unit ?? '×';
  const byCpu = row.byCpu === undefined || !Number.isFinite(row.byCpu) ? '' : `${shown(row.byCpu)} ×`;
  const met = isMet(row);
  const verdict = met === undefined ? '' : met ? 'yes' : 'NO';
  return [row.what, row.ours, row.peer, `${shown(row.value)} ${unit}`, byCpu, goalText(row.goal), verdict];
}

const goalText = (goal: Goal | undefined): string =>
  goal === undefined ? '' : `${goal.kind === 'at least' ? '≥' : '≤'} ${goal.value} ${goal.unit}`;

/** For a terminal. */
export function plainTable(rows: readonly Row[]): string {
  const all = cells(rows);
  const widths = HEAD.map((_, column) => Math.max(...all.map((line) => (line[column] ?? '').length)));
  return all.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}

export function markdownTable(rows: readonly Row[]): string {
  const [head = [], ...body] = cells(rows);
  const lines = [head, head.map(() => '---'), ...body];
  return lines.map((line) => `| ${line.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`).join('\n');
}
