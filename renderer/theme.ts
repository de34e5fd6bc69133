import { createTheme, type MantineColorsTuple } from '@mantine/core';
import sheet from './components/sheet.module.css';
import classes from './theme.module.css';

/** Ten steps of a ladder in tokens.css, as CSS variables: there the colours are, nowhere else. */
function ladder(name: string): MantineColorsTuple {
  const steps = Array.from({ length: 10 }, (_, step) => `var(--${name}-${step})`);
  return steps as unknown as MantineColorsTuple; // the tuple type cannot be built from a loop
}

const input = {
  unstyled: true,
  classNames: {
    wrapper: classes.inputWrapper ?? '',
    input: classes.input ?? '',
    section: classes.inputSection ?? '',
    label: classes.inputLabel ?? '',
    description: classes.inputHelp ?? '',
    error: classes.inputError ?? '',
  },
};

export const theme = createTheme({
  colors: { amber: ladder('amber'), stone: ladder('stone'), night: ladder('night'), brick: ladder('brick') },
  primaryColor: 'amber',
  primaryShade: 5,
  autoContrast: true,
  defaultRadius: 7,
  black: 'var(--stone-9)',
  respectReducedMotion: true,
  // plain objects: `Modal.extend` would load a component that is not on the screen yet
  components: {
    Button: {
      defaultProps: { unstyled: true, variant: 'default' },
      classNames: {
        root: classes.button ?? '',
        inner: classes.buttonInner ?? '',
        section: classes.buttonSection ?? '',
      },
    },
    ActionIcon: {
      defaultProps: { unstyled: true },
      classNames: { root: classes.actionIcon ?? '' },
    },
    Kbd: { defaultProps: { unstyled: true }, classNames: { root: classes.kbd ?? '' } },
    Tabs: {
      defaultProps: { unstyled: true },
      classNames: { list: classes.tabList ?? '', tab: classes.tab ?? '', panel: classes.tabPanel ?? '' },
    },
    SegmentedControl: {
      defaultProps: { unstyled: true, withItemsBorders: false },
      classNames: {
        root: classes.segments ?? '',
        control: classes.segment ?? '',
        input: classes.segmentInput ?? '',
        label: classes.segmentLabel ?? '',
        indicator: classes.segmentIndicator ?? '',
      },
    },
    TextInput: { defaultProps: { unstyled: true }, classNames: input.classNames },
    Tooltip: {
      defaultProps: { withArrow: false, offset: 6, transitionProps: { duration: 0 } },
      classNames: { tooltip: classes.tooltip ?? '' },
    },
    Popover: {
      defaultProps: {
        transitionProps: { duration: 90 },
        shadow: 'md',
        radius: 14,
        withOverlay: true,
        returnFocus: true,
      },
      classNames: { dropdown: `${classes.popover} ${sheet.sheet}`, overlay: sheet.scrim ?? '' },
    },
    Menu: {
      defaultProps: {
        transitionProps: { duration: 90 },
        shadow: 'md',
        radius: 10,
        position: 'bottom-end',
        withOverlay: true,
        withInitialFocusPlaceholder: false, // it is no part of a menu
      },
      classNames: {
        dropdown: `${classes.menu} ${sheet.sheet} ${sheet.menu}`,
        overlay: sheet.scrim ?? '',
        item: `${classes.menuItem} ${sheet.item}`,
        itemSection: classes.menuSection ?? '',
        divider: classes.menuDivider ?? '',
        label: classes.menuLabel ?? '',
      },
    },
    // lockScroll would put a <style> tag on the page, which the content security policy refuses; the page never scrolls
    Modal: {
      defaultProps: { lockScroll: false, centered: true, radius: 14, transitionProps: { duration: 90 } },
      classNames: {
        content: classes.modal ?? '',
        title: classes.modalTitle ?? '',
        header: classes.modalHeader ?? '',
        overlay: classes.modalOverlay ?? '',
        body: classes.modalBody ?? '',
      },
    },
    Notification: {
      classNames: {
        root: classes.notice ?? '',
        body: classes.noticeBody ?? '',
        description: classes.noticeText ?? '',
        closeButton: classes.noticeClose ?? '',
      },
    },
  },
});
