import { useComputedColorScheme } from '@mantine/core';

/** Charts are drawn with the colours of the moment: they are made anew when the theme changes. */
export function useTheme(): 'light' | 'dark' {
  return useComputedColorScheme('light');
}
