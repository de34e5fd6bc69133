import { type ComponentType, useEffect, useReducer } from 'react';

/**
 * A part whose code is read when it is first shown. React's own `lazy` holds back what was waited for until 300 ms after the
 * last such part, however fast it came: that is for pages from a network, ours come from the disk.
 */
export function later<Props extends object>(
  load: () => Promise<{ readonly default: ComponentType<Props> }>,
): ComponentType<Props> {
  let Loaded: ComponentType<Props> | undefined;
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each part, where a module begins, as `lazy` is
  return function Later(props: Props) {
    const [, showAgain] = useReducer((times: number) => times + 1, 0);
    useEffect(() => {
      if (Loaded) return;
      void load().then((module) => {
        Loaded = module.default;
        showAgain();
      });
    }, []);
    return Loaded ? <Loaded {...props} /> : null;
  };
}
