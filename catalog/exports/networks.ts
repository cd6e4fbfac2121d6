import { createReadStream, existsSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { versionFile, type ModelFiles } from '#terms/files/version-files.ts';
import { ExportError } from '../formats/export-error.ts';
import type { Exporter, ExportRun, OutFile } from './exporter.ts';

interface ModelRow {
  id: number;
  kind: 'detector' | 'embedder';
  version: number;
  name: string;
  architecture: string;
  origin: string;
  recipe: string;
  metrics: string;
  files: string;
}

/** The network asked for, or the chosen one of each kind. */
function modelsOf({ source: { db }, options: { modelId } }: ExportRun): ModelRow[] {
  const columns = 'id, kind, version, name, architecture, origin, recipe, metrics, files';
  const rows =
    modelId === null
      ? db
          .prepare<[], ModelRow>(`SELECT ${columns} FROM models WHERE chosen = 1 ORDER BY kind`)
          .all()
      : db.prepare<[number], ModelRow>(`SELECT ${columns} FROM models WHERE id = ?`).all(modelId);
  if (rows.length === 0) {
    throw new ExportError(
      modelId === null
        ? 'No network is in use yet. Train one, or choose a version in Models.'
        : `There is no network ${modelId} in this catalogue.`,
      { modelId },
    );
  }
  return rows;
}

async function* contentOf(path: string): AsyncGenerator<Uint8Array> {
  for await (const chunk of createReadStream(path)) yield chunk as Buffer;
}

/** What the catalogue knows of a network, for a card that its training did not write. */
const ownCard = ({ kind, version, name, architecture, origin, recipe, metrics }: ModelRow) =>
  `${JSON.stringify(
    {
      kind,
      version,
      name,
      architecture,
      origin,
      recipe: JSON.parse(recipe) as unknown,
      metrics: JSON.parse(metrics) as unknown,
    },
    null,
    2,
  )}\n`;

const endingOf = (part: keyof ModelFiles) => extname(versionFile('', part));

/**
 * Each network as plain inference ONNX, its card (input, normalisation, classes, metrics) and its
 * weights, as they stand in the catalogue. Files of a training that is not finished stay where they are.
 */
export const networks: Exporter = {
  walks: { over: 'photos', times: 0 },
  files: function* (run): Generator<OutFile> {
    for (const model of modelsOf(run)) {
      const stem = `${model.kind} v${model.version}`;
      const files = JSON.parse(model.files) as ModelFiles;
      for (const part of ['card', 'onnx', 'weights'] as const) {
        const below = files[part];
        const path = below === undefined ? null : join(run.source.folder, below);
        if (path !== null && existsSync(path)) {
          yield {
            path: `${stem}${endingOf(part)}`,
            chunks: contentOf(path),
          };
        } else if (part === 'card') {
          yield { path: `${stem}${endingOf('card')}`, chunks: [ownCard(model)] };
        } else run.out.add(`${stem} has no ${endingOf(part)} file`);
      }
    }
  },
  preview: function* (run): Generator<OutFile> {
    for (const model of modelsOf(run)) {
      const stem = `${model.kind} v${model.version}`;
      const files = JSON.parse(model.files) as ModelFiles;
      yield { path: `${stem}${endingOf('card')}`, chunks: [ownCard(model)] };
      for (const part of ['onnx', 'weights'] as const) {
        const path = join(run.source.folder, files[part] ?? '');
        if (files[part] === undefined || !existsSync(path)) {
          run.out.add(`${stem} has no ${endingOf(part)} file`);
          continue;
        }
        const { size } = statSync(path);
        yield { path: `${stem}${endingOf(part)}`, chunks: [`${(size / 1e6).toFixed(1)} MB\n`] };
      }
    }
  },
};
