/**
 * The window's locks, applied to every web contents that Electron makes: no navigation away, no new
 * windows, no permissions, no webviews. The renderer is our own page and nothing else, ever.
 */
import type { App, Session, WebContents } from 'electron';

/** The only origin that a window of ours may show. */
export const APP_ORIGIN = 'raseed://app';

/** Sent with every page: our own files, no inline script, no network beyond the bridge. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  // Emotion writes its style sheets at run time; styles cannot run code.
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** True for a page of ours. */
export function isOwnUrl(url: string): boolean {
  try {
    const parsed = new URL(url);
    return `${parsed.protocol}//${parsed.host}` === APP_ORIGIN;
  } catch {
    return false;
  }
}

export function lockContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!isOwnUrl(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!isOwnUrl(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}

/** Every contents made from now on is locked, whoever makes it. */
export function lockApp(app: App): void {
  app.on('web-contents-created', (_event, contents) => lockContents(contents));
}
