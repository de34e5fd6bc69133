import { createStore, type StoreApi } from 'zustand/vanilla';

export type Tab = 'requests' | 'features' | 'activity';

/** What the person looks at: nothing that main knows or stores. */
export interface View {
  readonly page: 'server' | 'settings';
  readonly selected: string | undefined;
  readonly tab: Tab;
  /** Narrow window: the list of servers instead of one of them. */
  readonly listShown: boolean;
  readonly addressesShown: boolean;
  /** Server that was moved last, and where to; said to screen readers. */
  readonly moved: { readonly id: string; readonly place: number } | undefined;
  /** Card of the features page that is open. */
  readonly feature: string | undefined;
}

export type ViewStore = StoreApi<View>;

export function createViewStore(selected: string | undefined): ViewStore {
  return createStore<View>(() => ({
    page: 'server',
    selected,
    tab: 'requests',
    listShown: false,
    addressesShown: false,
    feature: undefined,
    moved: undefined,
  }));
}

export function showServer(view: ViewStore, selected: string, tab?: Tab): void {
  view.setState({ page: 'server', selected, listShown: false, addressesShown: false, ...(tab ? { tab } : {}) });
}
