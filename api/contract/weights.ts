import { oc } from '@orpc/contract';
import { z } from 'zod';
import { weightsVariant } from '#terms/embedder/backbones.ts';
import { sha256, weightsDownload, weightsFile, weightsShelf } from '#terms/weights.ts';

export const weightsContract = {
  list: oc.output(weightsShelf),
  /** Begins a download; a person asked for it, nothing is fetched unasked. */
  download: oc
    .input(
      z.union([
        z.object({ sourceId: z.string().min(1) }),
        z.object({ url: z.url().max(2000), sha256: sha256.nullable().default(null) }),
      ]),
    )
    .output(weightsDownload),
  /** Goes on with a download that was paused or failed. */
  resume: oc.input(z.object({ id: z.string() })).output(weightsDownload),
  /** Stops and keeps what is there. */
  pause: oc.input(z.object({ id: z.string() })).output(z.void()),
  /** Stops and throws away what is there. */
  discard: oc.input(z.object({ id: z.string() })).output(z.void()),
  /** Copies a file of the person's into the program's folder, once it is known to be usable. */
  importFile: oc.input(z.object({ path: z.string().min(1) })).output(weightsFile),
  /** Says which library a file is for, where its names leave it open. */
  setVariant: oc.input(z.object({ name: z.string(), variant: weightsVariant })).output(weightsFile),
  remove: oc.input(z.object({ name: z.string() })).output(z.void()),
};
