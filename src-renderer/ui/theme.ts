import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const teal: MantineColorsTuple = [
  '#e6f7f5',
  '#ccece8',
  '#99dad3',
  '#5eead4',
  '#2dd4bf',
  '#14b8a6',
  '#0d9488',
  '#0f766e',
  '#115e59',
  '#134e4a',
];

// Mantine draws its dark fields and menus with these; they are the greys of tokens.css.
const dark: MantineColorsTuple = [
  '#e6eaf0',
  '#c4ccd6',
  '#94a0ae',
  '#6b7684',
  '#3a4350',
  '#262c35',
  '#1c222a',
  '#161a20',
  '#11151a',
  '#0b0e12',
];

/** Mantine's components in the measures of this app; colours come from tokens.css. */
export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  colors: { teal, dark },
  fontFamily: 'var(--sans)',
  fontFamilyMonospace: 'var(--mono)',
  headings: { fontFamily: 'var(--sans)', fontWeight: '600' },
  defaultRadius: 6,
  fontSizes: { xs: '11px', sm: '13px', md: '13px', lg: '15px', xl: '18px' },
  components: {
    // Mantine's own are two pixels smaller than the text around them: 9 px.
    InputWrapper: {
      styles: {
        error: { fontSize: '11.5px', lineHeight: 1.35 },
        description: { fontSize: '11.5px', lineHeight: 1.35 },
      },
    },
    Tooltip: {
      defaultProps: { openDelay: 350, withArrow: false, multiline: true, maw: 280, transitionProps: { duration: 100 } },
    },
    Modal: {
      defaultProps: { centered: true, transitionProps: { duration: 120 }, overlayProps: { backgroundOpacity: 0.4 } },
    },
    Menu: { defaultProps: { transitionProps: { duration: 100 }, shadow: 'md' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 28 } },
    Button: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
  },
});

/** Lets Mantine's own surfaces and texts use the app's colours. */
export const cssVariables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--panel)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-dimmed': 'var(--muted)',
    '--mantine-color-default': 'var(--panel)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-color': 'var(--text)',
    '--mantine-color-default-border': 'var(--border-strong)',
    '--mantine-color-error': 'var(--error)',
    '--mantine-color-placeholder': 'var(--muted)',
  };
  return { variables: {}, light: shared, dark: shared };
};
