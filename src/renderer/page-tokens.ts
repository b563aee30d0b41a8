/**
 * The tokens of this start come in the address's fragment, which is never sent to a server. They are
 * kept for this window alone and taken out of the address, so that nobody reads them off the screen.
 */
export interface PageTokens {
  readonly own: string;
  /** The citizen's window, which the clerk's page may open. */
  readonly display: string | null;
}

const KEYS = { own: 'raseed-token', display: 'raseed-display' } as const;

export function takeTokens(page: Window): PageTokens {
  const given = new URLSearchParams(page.location.hash.slice(1));
  const token = given.get('token');
  const store = page.sessionStorage;
  if (token !== null) {
    store.setItem(KEYS.own, token);
    const display = given.get('display');
    if (display === null) store.removeItem(KEYS.display);
    else store.setItem(KEYS.display, display);
    page.history.replaceState(null, '', page.location.pathname);
  }
  return { own: store.getItem(KEYS.own) ?? '', display: store.getItem(KEYS.display) };
}

/** Opens the citizen's window beside this one, or finds it where it is open. */
export function openCitizenWindow(page: Window, displayToken: string): void {
  const beside = `popup,left=${page.screen.width},top=0,width=1280,height=800`;
  page.open(`citizen.html#token=${displayToken}`, 'raseed-citizen', beside);
}
