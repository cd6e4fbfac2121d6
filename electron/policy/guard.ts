import { shell, type CommandLine, type Session, type WebContents } from 'electron';
import { mayOpenOutside } from './external-link.ts';
import { isOwnPage } from './own-page.ts';

/**
 * Switches of the browser engine, set before it starts: it resolves no name and updates nothing of its own. Starting
 * weights are fetched by Node, which these do not concern (docs/privacy.md).
 */
export function keepOffNetwork(commandLine: Pick<CommandLine, 'appendSwitch'>): void {
  commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  commandLine.appendSwitch('disable-background-networking');
  commandLine.appendSwitch('disable-component-update');
  commandLine.appendSwitch('disable-domain-reliability');
}

/** No page gets a permission, a device or a download. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
}

/** Keeps a page on our own pages: no other address, no window, no webview. */
export function guardContents(contents: WebContents): void {
  const stay = (event: { url: string; preventDefault: () => void }) => {
    if (!isOwnPage(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpenOutside(url)) void shell.openExternal(url);
    return { action: 'deny' };
  });
}
