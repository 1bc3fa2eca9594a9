import { BrowserWindow, nativeTheme, screen, type Session } from 'electron';
import { APP_ORIGIN, APP_PAGE } from './app-protocol';
import { originOf } from './ipc/channel';
import type { Settings } from '../shared/settings';
import { SMALLEST_WINDOW, windowArea } from './window-bounds';

export interface WindowParts {
  readonly preload: string;
  /** Address of the development server; the app's own page where there is none. */
  readonly devServer: string | undefined;
  readonly remembered: Settings['window'];
  /** The window was moved, resized or maximized. */
  onPlaced(place: NonNullable<Settings['window']>): void;
  onVisible(visible: boolean): void;
  /** The user wants it closed. It stays until it is destroyed. */
  onClosing(): void;
  /** Its page's process is gone. */
  onCrashed(reason: string): void;
}

/** Backgrounds of the page, so that nothing flashes before its first drawing. */
const BACKGROUND = { light: '#f6f7f9', dark: '#0f1216' } as const;

/** Opens the app's window. It is shown when its page has drawn itself once. */
export function openWindow(parts: WindowParts): BrowserWindow {
  const workAreas = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea);
  const window = new BrowserWindow({
    ...windowArea(parts.remembered, workAreas),
    minWidth: SMALLEST_WINDOW.width,
    minHeight: SMALLEST_WINDOW.height,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: background(),
    webPreferences: {
      preload: parts.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      // The spelling dictionaries would be fetched from the network.
      spellcheck: false,
    },
  });
  if (parts.remembered?.maximized === true) window.maximize();
  window.once('ready-to-show', () => window.show());
  followTheme(window);
  reportPlace(window, parts.onPlaced);
  for (const event of ['show', 'restore'] as const) window.on(event as 'show', () => parts.onVisible(true));
  for (const event of ['hide', 'minimize'] as const) window.on(event as 'hide', () => parts.onVisible(false));
  window.on('close', (event) => {
    event.preventDefault();
    parts.onClosing();
  });
  // The title says the document, not what the page's own title element says.
  window.on('page-title-updated', (event) => event.preventDefault());
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') parts.onCrashed(reason);
  });
  keepPage(window);
  // A load that is refused or broken off shows as `render-process-gone` or an empty page, both of which are logged.
  window.loadURL(parts.devServer ?? APP_PAGE).catch((error: unknown) => parts.onCrashed(String(error)));
  return window;
}

/** Origin that the window's page has. */
export function pageOrigin(devServer: string | undefined): string {
  return (devServer === undefined ? undefined : originOf(devServer)) ?? APP_ORIGIN;
}

/**
 * Refuses what a page could ask for beyond itself: permissions other than its own clipboard, and every request that does
 * not go to the app.
 */
export function closeSession(session: Session, devServer: string | undefined): void {
  const own = pageOrigin(devServer);
  const granted = (permission: string, address: string) =>
    // Copy and paste of nodes use the system's clipboard.
    (permission === 'clipboard-read' || permission === 'clipboard-sanitized-write') && originOf(address) === own;
  session.setPermissionRequestHandler((contents, permission, callback) =>
    callback(granted(permission, contents.getURL())),
  );
  session.setPermissionCheckHandler((_contents, permission, origin) => granted(permission, origin));
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, callback) => {
    const { protocol } = new URL(details.url);
    const inside = protocol === 'app:' || protocol === 'devtools:' || protocol === 'data:' || protocol === 'blob:';
    callback({ cancel: !inside && (devServer === undefined || new URL(details.url).host !== new URL(devServer).host) });
  });
}

/** The page stays the app's own: it leads nowhere else, opens nothing and holds no other page. */
function keepPage({ webContents }: BrowserWindow): void {
  webContents.on('will-navigate', (event) => event.preventDefault());
  webContents.on('will-redirect', (event) => event.preventDefault());
  webContents.on('will-attach-webview', (event) => event.preventDefault());
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

function background(): string {
  return nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light;
}

function followTheme(window: BrowserWindow): void {
  const follow = () => window.setBackgroundColor(background());
  nativeTheme.on('updated', follow);
  window.once('closed', () => nativeTheme.off('updated', follow));
}

function reportPlace(window: BrowserWindow, report: WindowParts['onPlaced']): void {
  const changed = () => {
    if (window.isMinimized() || window.isFullScreen()) return;
    report({ ...window.getNormalBounds(), maximized: window.isMaximized() });
  };
  for (const event of ['resize', 'move', 'maximize', 'unmaximize'] as const) window.on(event as 'resize', changed);
}
