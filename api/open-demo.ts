/** The demo catalogue: made, drawn, imported and partly boxed, or gone on with where that stopped. */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { catalogueEnding } from '#terms/files/endings.ts';
import { encounterGap } from '#terms/photos/encounters.ts';
import type { DemoOptions } from '#terms/demo.ts';
import type { JobKind } from '#terms/jobs/index.ts';
import type { App } from './app.ts';
import type { CatalogueInfo } from '#terms/catalogue.ts';
import type { Job } from '#terms/jobs/job.ts';

/** Folder that receives the demo unless another is asked for. */
export const demoParent = (app: App): string => join(app.documentsFolder, 'Resight demo');

export const demoFolder = (parent: string): string => join(parent, `Demo${catalogueEnding}`);

/** Most rows of the job list that are looked through. */
const JOBS = 1000;

/**
 * Opens the demo in `parent`, making what is not there. Each of its steps that did not come to its end
 * is started again; none changes what it or a person has done before.
 */
export async function openDemo(
  app: App,
  parent: string,
  { boxed, ...size }: DemoOptions,
): Promise<{ catalogue: CatalogueInfo; jobId: number | null }> {
  const folder = demoFolder(parent);
  const photosFolder = join(parent, 'Demo photos');
  const isNew = !existsSync(folder);
  if (isNew) await mkdir(parent, { recursive: true });
  const catalogue = isNew ? await app.create(parent, 'Demo') : await app.openFolder(folder);
  const { queue } = app.open;
  const started: Job[] = [];
  /** The newest run of a step; a failed or cancelled one is to be done again. */
  const last = (kind: JobKind) => queue.list(JOBS).find((job) => job.kind === kind);
  const stands = (kind: JobKind) => last(kind)?.retryable === false;
  if (!stands('demo') || !existsSync(join(photosFolder, 'truth.json'))) {
    // What waited for the drawing would begin, or has begun, before it.
    for (const { id, kind, cancellable } of queue.list(JOBS))
      if (cancellable && (kind === 'import-photos' || kind === 'demo-labels')) queue.cancel(id);
    const broken = last('demo');
    started.push(
      broken?.retryable === true
        ? queue.retry(broken.id)
        : queue.start('demo', { photosFolder, ...size }),
    );
  }
  if (started.length > 0 || !stands('import-photos'))
    started.push(
      queue.start('import-photos', {
        paths: [photosFolder],
        encounterGapMinutes: encounterGap.usual,
      }),
    );
  if (boxed > 0 && (started.length > 0 || !stands('demo-labels')))
    started.push(queue.start('demo-labels', { photosFolder, share: boxed }));
  return { catalogue, jobId: started[0]?.id ?? null };
}
