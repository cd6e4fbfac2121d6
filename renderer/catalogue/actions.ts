/** What can be done with a catalogue as a whole. */
import {
  IconDatabasePlus,
  IconDatabaseShare,
  IconFileZip,
  IconFolderOpen,
  IconLogout,
  IconSparkles,
} from '@tabler/icons-react';
import type { Action } from '../actions/action.ts';
import { api } from '../client/connection.ts';
import { attempt } from '../client/error-words.ts';
import { openDialog } from '../dialogs/dialog-store.ts';
import { backUp } from './back-up.ts';
import { NewCatalogueForm } from './NewCatalogueForm.tsx';
import { openDemo } from './open-demo.ts';
import { openCatalogue } from './open-catalogue.ts';
import { unpackCatalogue } from './unpack-catalogue.ts';

export const newAction: Action = {
  id: 'catalogue.new',
  title: 'New catalogue',
  hint: 'Make an empty catalogue',
  icon: IconDatabasePlus,
  needsCatalogue: false,
  perform: () => openDialog({ title: 'New catalogue', Body: NewCatalogueForm }),
};

export const openAction: Action = {
  id: 'catalogue.open',
  title: 'Open catalogue',
  hint: 'Open another catalogue',
  icon: IconFolderOpen,
  keys: 'mod+O',
  needsCatalogue: false,
  perform: () => {
    void openCatalogue();
  },
};

export const unpackAction: Action = {
  id: 'catalogue.unpack',
  title: 'Open a catalogue from a zip',
  hint: 'What "Whole catalogue" exported on another machine',
  icon: IconFileZip,
  needsCatalogue: false,
  perform: () => {
    void unpackCatalogue();
  },
};

export const demoAction: Action = {
  id: 'catalogue.demo',
  title: 'Open the demo catalogue',
  hint: 'Drawn photos of dolphins that do not exist, to try things on',
  icon: IconSparkles,
  needsCatalogue: false,
  perform: () => {
    void openDemo();
  },
};

export const backUpAction: Action = {
  id: 'catalogue.backup',
  title: 'Back up the catalogue',
  hint: 'Copy the database into the backups folder',
  icon: IconDatabaseShare,
  needsCatalogue: true,
  perform: () => {
    void backUp();
  },
};

export const closeAction: Action = {
  id: 'catalogue.close',
  title: 'Close the catalogue',
  hint: 'Back to the start',
  icon: IconLogout,
  needsCatalogue: true,
  perform: () => {
    void attempt('It could not be closed', () => api.catalogue.close());
  },
};
