/** Where rows are: each has the same height. */
export const ROW_HEIGHT = 28;

/** By which the grid names the row that is selected. */
export function rowId(position: number): string {
  return `request-${position}`;
}

/** What Page Up and Page Down move by. */
export function rowsPerPage(scroller: HTMLElement | null): number {
  return Math.max(1, Math.floor((scroller?.clientHeight ?? 0) / ROW_HEIGHT) - 1);
}

/** Scrolls no further than it must. */
export function revealRow(scroller: HTMLElement, index: number): void {
  const top = index * ROW_HEIGHT;
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  else if (top + ROW_HEIGHT > scroller.scrollTop + scroller.clientHeight) {
    scroller.scrollTop = top + ROW_HEIGHT - scroller.clientHeight;
  }
}

export function isAtEnd({ scrollHeight, scrollTop, clientHeight }: HTMLElement): boolean {
  return scrollHeight - scrollTop - clientHeight < ROW_HEIGHT / 2;
}
