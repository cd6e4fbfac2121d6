import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Catalogue } from '#catalog/catalogue.ts';
import type { StoredModel } from '#terms/models/versions.ts';
import { AppError } from '../errors.ts';
import { causeOf } from '#catalog/system-words.ts';

/**
 * The last report of a version; null if it was never judged, or its file is gone.
 * @throws AppError `internal` naming a file that is there and cannot be read
 */
export async function readEvaluation<Report>(
  catalogue: Catalogue,
  { id: modelId, files: { evaluation } }: StoredModel,
  report: { parse: (value: unknown) => Report },
): Promise<Report | null> {
  if (evaluation === undefined) return null;
  const path = join(catalogue.folder, evaluation);
  if (!existsSync(path)) return null;
  try {
    return report.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    throw new AppError(
      'internal',
      `${path} cannot be read (${causeOf(error)}). Evaluate this version again.`,
      { modelId, path },
    );
  }
}
