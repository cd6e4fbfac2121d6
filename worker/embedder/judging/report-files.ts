import { join } from 'node:path';
import { writeFileAtomically } from '#catalog/formats/atomic-file.ts';
import { ranksFile, versionFile } from '#terms/files/version-files.ts';
import type { EmbedderJudgement } from './evaluation.ts';
import { reportPage } from './report-page.ts';

/** Writes a report into a version's folder: JSON for the app, a page for people, the rankings for other programs. */
export async function writeReport(
  folder: string,
  name: string,
  { report, ranks }: Pick<EmbedderJudgement, 'report' | 'ranks'>,
  files: ReadonlyMap<number, string>,
): Promise<void> {
  await writeFileAtomically(join(folder, 'evaluation.html'), [
    await reportPage(name, report, files),
  ]);
  await writeFileAtomically(join(folder, ranksFile), ranks);
  await writeFileAtomically(versionFile(folder, 'evaluation'), [JSON.stringify(report)]);
}
