import { openDialog } from '../dialogs/dialog-store.ts';
import { ImportCatalogue } from './ImportCatalogue.tsx';

/** Opens the import of individuals, from a table or from folders. */
export const openImport = (): void =>
  openDialog({ title: 'Import individuals', size: 'min(1080px, 92vw)', Body: ImportCatalogue });
