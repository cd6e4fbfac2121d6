import { spotlight } from '@mantine/spotlight';
import {
  IconBinoculars,
  IconBox,
  IconDatabasePlus,
  IconDatabaseShare,
  IconDownload,
  IconFileZip,
  IconFolderOpen,
  IconHistory,
  IconHome,
  IconId,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconPhoto,
  IconPhotoPlus,
  IconPlayerPlay,
  IconRoute,
  IconSettings,
  IconSparkles,
  IconStack2,
  IconTarget,
  IconUpload,
  IconUserPlus,
  type Icon,
} from '@tabler/icons-react';
import { api } from '../client/connection.ts';
import { attempt, showDone } from '../client/error-words.ts';
import { queryClient } from '../client/queries.ts';
import { useDetector } from '../detector/detector-store.ts';
import { useDialogs } from '../frame/dialogs.ts';
import { useEmbedder } from '../embedders/embedder-store.ts';
import { importFolder } from '../photos/import.ts';
import { openDemo } from '../start/open-demo.ts';
import { unpackCatalogue } from '../start/unpack-catalogue.ts';
import { goTo, type View } from '../route.ts';
import { showStop } from '../tour/tour-store.ts';

/** Something a person can do, from the rail, the palette, the menu or a key: one table for all. */
export interface Action {
  id: string;
  title: string;
  /** One line on what it does, for the palette. */
  hint: string;
  icon: Icon;
  /** As Mantine's hotkeys have it; `mod` is Ctrl or ⌘. */
  keys?: string;
  /** Only while a catalogue is open. */
  needsCatalogue: boolean;
  perform: () => void;
}

const view = (target: View, title: string, hint: string, icon: Icon, keys?: string): Action => ({
  id: `view.${target}`,
  title,
  hint,
  icon,
  keys,
  needsCatalogue: true,
  perform: () => goTo(target),
});

/** In the order of the rail. */
export const viewActions: readonly Action[] = [
  view('overview', 'Overview', 'The loop as it stands and the next best step', IconHome, 'mod+1'),
  view('photos', 'Photos', 'Browse, filter and group photos', IconPhoto, 'mod+2'),
  view('annotate', 'Annotate', 'Draw boxes round fins and check detections', IconBox, 'mod+3'),
  view('detector', 'Detector', 'Train the network that finds fins', IconTarget, 'mod+4'),
  view('identify', 'Identify', 'Match fins with individuals', IconBinoculars, 'mod+5'),
  view('individuals', 'Individuals', 'The animals of the catalogue', IconId, 'mod+6'),
  view('models', 'Models', 'Networks and starting weights', IconStack2, 'mod+7'),
  view('export', 'Export', 'Tables and archives for other programs', IconUpload, 'mod+8'),
  view('jobs', 'Jobs', 'What runs, what ran, what failed', IconHistory, 'mod+9'),
  view('settings', 'Settings', 'Theme, reviewer, encounters, backups', IconSettings, 'mod+,'),
];

export const otherActions: readonly Action[] = [
  {
    id: 'photos.import',
    title: 'Import photos',
    hint: 'Bring in a folder of photos; they stay where they are',
    icon: IconPhotoPlus,
    keys: 'mod+I',
    needsCatalogue: true,
    perform: () => {
      void importFolder();
    },
  },
  {
    id: 'individuals.import',
    title: 'Import individuals',
    hint: 'From a table, or from folders named by individual',
    icon: IconUserPlus,
    needsCatalogue: true,
    perform: () => useDialogs.getState().open('import-catalogue'),
  },
  {
    id: 'detector.train',
    title: 'Train the detector',
    hint: 'From the boxes that a person drew or accepted',
    icon: IconPlayerPlay,
    needsCatalogue: true,
    perform: () => {
      useDetector.getState().show({ what: 'train' });
      goTo('detector');
    },
  },
  {
    id: 'detector.detect',
    title: 'Detect on photos',
    hint: 'Let the detector propose boxes',
    icon: IconTarget,
    needsCatalogue: true,
    perform: () => {
      useDetector.getState().show({ what: 'detect' });
      goTo('detector');
    },
  },
  {
    id: 'models.train',
    title: 'Train an embedding network',
    hint: 'From the fins that have a name',
    icon: IconPlayerPlay,
    needsCatalogue: true,
    perform: () => {
      useEmbedder.getState().show({ what: 'train' });
      goTo('models');
    },
  },
  {
    id: 'models.weights',
    title: 'Starting weights',
    hint: 'Fetch EfficientNets, or bring a file from disk',
    icon: IconDownload,
    needsCatalogue: true,
    perform: () => {
      useEmbedder.getState().show({ what: 'weights' });
      goTo('models');
    },
  },
  {
    id: 'catalogue.new',
    title: 'New catalogue',
    hint: 'Make an empty catalogue',
    icon: IconDatabasePlus,
    needsCatalogue: false,
    perform: () => useDialogs.getState().open('new-catalogue'),
  },
  {
    id: 'catalogue.open',
    title: 'Open catalogue',
    hint: 'Open another catalogue',
    icon: IconFolderOpen,
    keys: 'mod+O',
    needsCatalogue: false,
    perform: () => {
      void useDialogs.getState().openCatalogue();
    },
  },
  {
    id: 'catalogue.unpack',
    title: 'Open a catalogue from a zip',
    hint: 'What "Whole catalogue" exported on another machine',
    icon: IconFileZip,
    needsCatalogue: false,
    perform: () => {
      void unpackCatalogue();
    },
  },
  {
    id: 'catalogue.demo',
    title: 'Open the demo catalogue',
    hint: 'Drawn photos of dolphins that do not exist, to try things on',
    icon: IconSparkles,
    needsCatalogue: false,
    perform: () => {
      void openDemo();
    },
  },
  {
    id: 'catalogue.backup',
    title: 'Back up the catalogue',
    hint: 'Copy the database into the backups folder',
    icon: IconDatabaseShare,
    needsCatalogue: true,
    perform: () => {
      void attempt('The backup failed', async () => {
        const { file } = await api.catalogue.backUp();
        await queryClient.invalidateQueries({ queryKey: ['backups'] });
        showDone(`Backed up as ${file}`);
      });
    },
  },
  {
    id: 'catalogue.close',
    title: 'Close the catalogue',
    hint: 'Back to the start',
    icon: IconLogout,
    needsCatalogue: true,
    perform: () => {
      void attempt('It could not be closed', () => api.catalogue.close());
    },
  },
  {
    id: 'app.theme',
    title: 'Switch between dark and light',
    hint: 'Marks on a fin are judged best against neutral grey',
    icon: IconMoon,
    keys: 'mod+shift+L',
    needsCatalogue: false,
    perform: () => useDialogs.getState().toggleTheme(),
  },
  {
    id: 'app.palette',
    title: 'Search or run a command',
    hint: 'Every action by its name',
    icon: IconKeyboard,
    keys: 'mod+K',
    needsCatalogue: false,
    perform: () => spotlight.open(),
  },
  {
    id: 'app.tour',
    title: 'Take the tour',
    hint: 'The loop from photos to exports, shown on the real controls',
    icon: IconRoute,
    needsCatalogue: true,
    perform: () => showStop(0),
  },
  {
    id: 'app.shortcuts',
    title: 'Keyboard shortcuts',
    hint: 'The sheet of all keys',
    icon: IconKeyboard,
    keys: 'shift+?',
    needsCatalogue: false,
    perform: () => useDialogs.getState().open('shortcuts'),
  },
];

export const actions: readonly Action[] = [...viewActions, ...otherActions];

/**
 * Does an action unless it needs a catalogue and none is open. From a key it also waits until the
 * dialog or whole-screen photo in front is gone, which has keys of its own.
 */
export function act(id: string, isOpen: boolean, from: 'key' | 'menu' = 'menu'): void {
  const action = actions.find((candidate) => candidate.id === id);
  if (action === undefined || (action.needsCatalogue && !isOpen)) return;
  const covered = document.querySelector('[role="dialog"]') !== null;
  if (from === 'key' && covered && action.id !== 'app.theme') return;
  action.perform();
}

/** `mod+shift+L` as a person reads it here. */
export function keyWords(keys: string): string {
  const mac = /mac/i.test(navigator.userAgent);
  return keys
    .split('+')
    .map((key) => {
      if (key === 'mod') return mac ? '⌘' : 'Ctrl';
      return key.length === 1 ? key.toUpperCase() : key[0].toUpperCase() + key.slice(1);
    })
    .filter((key, _, all) => !(key === 'Shift' && all.includes('?')))
    .join(mac ? '' : ' ');
}
