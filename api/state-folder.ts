import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the program keeps what it remembers between runs, as each system has it. */
export function stateFolder(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  if (environment.RESIGHT_STATE !== undefined) return environment.RESIGHT_STATE;
  switch (platform) {
    case 'win32':
      return join(environment.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Resight');
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support', 'Resight');
    default:
      return join(environment.XDG_STATE_HOME ?? join(homedir(), '.local', 'state'), 'resight');
  }
}

/** Where new catalogues go unless the person chooses. */
export function documentsFolder(environment: Readonly<Record<string, string | undefined>>): string {
  return environment.RESIGHT_DOCUMENTS ?? join(homedir(), 'Documents');
}
