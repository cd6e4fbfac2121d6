import { join } from 'node:path';
import { writeFileAtomically } from '#catalog/formats/atomic-file.ts';
import { versionFile } from '#terms/files/version-files.ts';
import type { EmbedderEvaluation } from '#terms/embedder/evaluation.ts';
import { reportPage } from './report-page.ts';

/** Writes a report into a version's folder, as JSON for the app and as a page for people. */
export async function writeReport(
  folder: string,
  name: string,
  report: EmbedderEvaluation,
  files: ReadonlyMap<number, string>,
): Promise<void> {
  await writeFileAtomically(join(folder, 'evaluation.html'), [
    await reportPage(name, report, files),
  ]);
  await writeFileAtomically(versionFile(folder, 'evaluation'), [JSON.stringify(report)]);
}
