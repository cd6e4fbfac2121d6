import { oc } from '@orpc/contract';
import { z } from 'zod';
import { instant } from '#terms/common.ts';
import { plainError } from '#terms/errors.ts';
import { backboneId, weightsVariant } from '#terms/embedder/backbones.ts';

export const sha256 = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits');

/** Published weights that the program knows of; none of them is part of it. */
export const weightsSource = z.object({
  id: z.string(),
  name: z.string(),
  network: backboneId,
  library: z.enum(['timm', 'torchvision']),
  variant: weightsVariant,
  /** Pictures that it was trained on, in words. */
  trainedOn: z.string(),
  /** Side in pixels of the pictures that it was trained on. */
  input: z.number().int(),
  url: z.string(),
  /** Page with the licence and the description. */
  page: z.string(),
  licence: z.string(),
  /** Size as the page states it, rounded; null where it does not. */
  aboutBytes: z.number().nullable(),
  /** Null: not known here; what was fetched is shown, to be compared by hand. */
  sha256: z.string().nullable(),
  /** `pickle`: a PyTorch file, which could run any code and is never opened; it must be converted. */
  format: z.enum(['safetensors', 'pickle']),
});
export type WeightsSource = z.infer<typeof weightsSource>;

/** A file of weights in the program's own folder. */
export const weightsFile = z.object({
  name: z.string(),
  path: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  /** `backbone`: weights that a training can start from. `onnx`: a whole network. */
  kind: z.enum(['backbone', 'onnx']),
  /** Null for an ONNX network. */
  network: backboneId.nullable(),
  /** The library that it is for; null while a person has to say. */
  variant: weightsVariant.nullable(),
  /** What it can be, by its names and shapes. */
  variants: z.array(weightsVariant),
  licence: z.string().nullable(),
  /** Where it came from: an address or a path. */
  origin: z.string(),
  /** Who vouched for the hash: this program's list, the server, the person, or nobody. */
  hashFrom: z.enum(['list', 'server', 'person', 'nobody']),
  addedAt: instant,
});
export type WeightsFile = z.infer<typeof weightsFile>;

export const weightsDownload = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  /** `checking`: the hash and the names in it. `paused`: what is there is kept and gone on from. */
  state: z.enum(['running', 'checking', 'paused', 'failed']),
  received: z.number(),
  total: z.number().nullable(),
  bytesPerSecond: z.number().nullable(),
  secondsLeft: z.number().nullable(),
  licence: z.string().nullable(),
  error: plainError.nullable(),
});
export type WeightsDownload = z.infer<typeof weightsDownload>;

export const weightsContract = {
  /** What can be fetched, what is there, and what is on its way. */
  list: oc.output(
    z.object({
      folder: z.string(),
      sources: z.array(weightsSource),
      files: z.array(weightsFile),
      downloads: z.array(weightsDownload),
    }),
  ),
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
