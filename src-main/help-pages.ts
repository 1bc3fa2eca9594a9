/** Pages that the app opens in the system's browser: these and no others. */
export const HELP_PAGES = {
  guide: 'https://zguide.zeromq.org/',
  project: 'https://zeromq.org/',
  rfc: 'https://rfc.zeromq.org/spec/37/',
} as const;
