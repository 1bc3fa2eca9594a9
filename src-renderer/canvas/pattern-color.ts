import type { Pattern } from '../../shared/zmq/socket-types';

/** The colours that the canvas of pulses draws with; the same as in ui/tokens.css, because a canvas reads no variables. */
export const PULSE_COLORS: Readonly<Record<Pattern, Readonly<Record<'light' | 'dark', string>>>> = {
  'request-reply': { light: '#2563eb', dark: '#60a5fa' },
  'publish-subscribe': { light: '#7c3aed', dark: '#a78bfa' },
  pipeline: { light: '#b45309', dark: '#fbbf24' },
  'exclusive-pair': { light: '#15803d', dark: '#4ade80' },
  native: { light: '#be185d', dark: '#f472b6' },
};
