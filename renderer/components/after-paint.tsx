import { type ComponentType, useCallback, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';

/** A window that nobody sees paints nothing; it is not to wait for ever. */
const LATEST_MS = 1_000;

const painted = new Promise<void>((resolve) => {
  const observer = new PerformanceObserver((entries) => {
    if (entries.getEntriesByName('first-contentful-paint').length > 0) resolve();
  });
  observer.observe({ type: 'paint', buffered: true });
  setTimeout(resolve, LATEST_MS);
});

/** What a part is told that was loaded later: somebody pressed what stood in its place. */
export interface Pressed {
  readonly pressed: boolean;
}

/**
 * A part that the first paint can do without: loaded right after it, wanted or not, so that it is there when it is used.
 * @param Until stands in its place for that moment, looking the same; when it is pressed, the part is told so, and when its
 * button has the focus, that of the part gets it
 */
export function afterPaint<Props extends object>(
  load: () => Promise<{ readonly default: ComponentType<Props & Pressed> }>,
  Until: ComponentType<Props & { readonly onPress: () => void }>,
): ComponentType<Props> {
  let Loaded: ComponentType<Props & Pressed> | undefined;
  const listeners = new Set<() => void>();
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  void painted.then(load).then((module) => {
    Loaded = module.default;
    for (const listener of listeners) listener();
  });
  return function AfterPaint(props: Props) {
    const place = useRef<HTMLSpanElement>(null);
    const hadFocus = useRef(false);
    const follow = useCallback((listener: () => void) => {
      return subscribe(() => {
        hadFocus.current = place.current?.contains(document.activeElement) ?? false;
        listener();
      });
    }, []);
    const Part = useSyncExternalStore(follow, () => Loaded);
    const [pressed, setPressed] = useState(false);
    useLayoutEffect(() => {
      if (Part && hadFocus.current) place.current?.querySelector('button')?.focus();
    }, [Part]);
    return (
      <span ref={place} className="no-box">
        {Part ? <Part {...props} pressed={pressed} /> : <Until {...props} onPress={() => setPressed(true)} />}
      </span>
    );
  };
}
