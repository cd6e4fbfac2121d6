import '../parts/choice-button.css';
import './imports.css';
import { Stack, Text } from '@mantine/core';
import {
  IconFileSpreadsheet,
  IconFolders,
  IconForms,
  IconTags,
  type Icon,
} from '@tabler/icons-react';
import { tableEndings, workbookEndings } from '#terms/files/endings.ts';
import type { CatalogueSource } from '#terms/imports/catalogue-table.ts';
import { pickFile, pickFolder } from '../dialogs/pick.ts';

interface Choice {
  Icon: Icon;
  title: string;
  about: string;
  pick: () => Promise<CatalogueSource | null>;
}

const inFolder = async <T extends CatalogueSource>(
  title: string,
  source: (folder: string) => T,
): Promise<T | null> => {
  const folder = await pickFolder(title);
  return folder === null ? null : source(folder);
};

const choices: readonly Choice[] = [
  {
    Icon: IconFileSpreadsheet,
    title: 'A table (Excel, LibreOffice, CSV)',
    about: 'One row for each animal on each photo: file name, individual, and what else you have.',
    pick: async () => {
      const endings = [...tableEndings, ...workbookEndings];
      const file = await pickFile('Choose the table of individuals', endings);
      return file === null ? null : { file };
    },
  },
  {
    Icon: IconFolders,
    title: 'Folders named by individual',
    about: 'FW001/photo.jpg, or FW001/Left/photo.jpg where the side is known.',
    pick: () =>
      inFolder('Choose the folder that holds a folder for each individual', (folder) => ({
        folder,
      })),
  },
  {
    Icon: IconForms,
    title: 'File names',
    about: 'FW001_20260607_L_0012.jpg: a pattern says which part is what.',
    pick: () =>
      inFolder('Choose the folder of the photos', (folder) => ({
        folder,
        pattern: '{individual}_{date}_{side}_…',
      })),
  },
  {
    Icon: IconTags,
    title: 'Keywords in the photos',
    about: 'As Lightroom, digiKam or camtrapR keep them: Individual › FW001, Side › Left.',
    pick: () =>
      inFolder('Choose the folder of the photos', (folder) => ({ folder, keywords: true })),
  },
];

/** Chooses what is read; a mistake here costs nothing, for nothing is stored yet. */
export function ChooseSource({ choose }: { choose: (source: CatalogueSource) => void }) {
  return (
    <Stack gap="sm">
      <Text>
        Who is on which photo, from another program or from years before. The photos themselves must
        be in this catalogue; they are found by their file names. Nothing is stored before you have
        seen what every row would become.
      </Text>
      <div className="import-choices">
        {choices.map(({ Icon: Sign, title, about, pick }) => (
          <button
            key={title}
            type="button"
            className="card-button choice-button"
            onClick={() =>
              void pick().then((source) => (source === null ? undefined : choose(source)))
            }
          >
            <Sign size={26} stroke={1.5} aria-hidden />
            <span>
              <b>{title}</b>
              <Text component="span" display="block" c="dimmed" size="sm">
                {about}
              </Text>
            </span>
          </button>
        ))}
      </div>
    </Stack>
  );
}
