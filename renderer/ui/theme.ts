import {
  ActionIcon,
  Button,
  createTheme,
  type MantineColorsTuple,
  type ModalProps,
  TextInput,
  Tooltip,
} from '@mantine/core';

/** Dark shades first go to the light scheme's primary (6), then to the dark scheme's (8). */
const accent: MantineColorsTuple = [
  '#eef2fe',
  '#dbe4fd',
  '#b6c7fa',
  '#8fa8f6',
  '#6c8bf2',
  '#4a70ee',
  '#2f5bea',
  '#2a50cc',
  '#2b45a0',
  '#22377f',
];

const modal: Partial<ModalProps> = {
  centered: true,
  closeButtonProps: { 'aria-label': 'Close' },
  radius: 'lg',
  // Of the panels' own colour in the dark, where a shadow is not seen.
  styles: { content: { border: '1px solid var(--hairline)' } },
  overlayProps: { backgroundOpacity: 0.4 },
};

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 8 },
  colors: {
    accent,
    dark: [
      '#e7e9ee',
      '#c3c8d2',
      '#a0a7b5',
      '#7b8189',
      '#3d434f',
      '#262b33',
      '#1b1e24',
      '#1b1e24',
      '#15171c',
      '#101216',
    ],
  },
  fontFamily: 'var(--sans)',
  fontFamilyMonospace: 'var(--mono)',
  // Of variables: who presents has larger ones, in menus and dialogs too.
  fontSizes: {
    xs: 'var(--text-body)',
    sm: 'var(--text-body)',
    md: 'var(--text-body)',
    lg: 'var(--text-title)',
    xl: 'var(--text-title)',
  },
  lineHeights: { xs: '1.45', sm: '1.45', md: '1.45', lg: '1.4', xl: '1.4' },
  headings: { fontFamily: 'var(--sans)', fontWeight: '600' },
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  spacing: { xs: '8px', sm: '8px', md: '16px', lg: '24px', xl: '32px' },
  shadows: { xs: 'var(--shadow)', sm: 'var(--shadow)', md: 'var(--shadow)', lg: 'var(--shadow)', xl: 'var(--shadow)' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: Button.extend({
      defaultProps: { size: 'xs', variant: 'default' },
      styles: { label: { fontWeight: 500 } },
    }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray', size: 'md' } }),
    TextInput: TextInput.extend({ defaultProps: { size: 'xs' }, styles: { error: { color: 'var(--bad-text)' } } }),
    // Not by their own `extend`: dialogs are fetched when one is asked for, with their fields.
    Modal: { defaultProps: modal },
    Select: { defaultProps: { size: 'xs' } },
    PasswordInput: { defaultProps: { size: 'xs' } },
    // The drawing keeps `mousedown` to itself.
    Popover: { defaultProps: { clickOutsideEvents: ['pointerdown'] } },
    // What would take the focus before the first item has a role that nothing in a menu may have.
    // One that has no room below or above scrolls, and none reaches beyond the window.
    Menu: {
      defaultProps: {
        withInitialFocusPlaceholder: false,
        clickOutsideEvents: ['pointerdown', 'keydown'],
        middlewares: { flip: true, shift: true, size: { padding: 8 } },
        styles: { dropdown: { overflowY: 'auto' } },
      },
    },
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, withArrow: true } }),
  },
});
