/** Weights that others published, as files in the program's own folder: the shelf. */
import { z } from 'zod';
import { instant } from './common.ts';
import { backboneId, weightsVariant } from './embedder/backbones.ts';
import { plainError } from './errors.ts';
import { idsOf } from './tables.ts';

export const sha256 = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits');

/** Published weights that the program knows of; none of them is part of it. */
const weightsSource = z.object({
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

/** Who vouched for the hash of a file: this program's list, the server, the person, or nobody. */
export const vouchers = {
  list: { title: 'as its publisher states it' },
  server: { title: 'as the server stated it' },
  person: { title: 'as you gave it' },
  nobody: { title: 'nobody here knows what it should be; compare it yourself' },
} as const;

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
  hashFrom: z.enum(idsOf(vouchers)),
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

/** What can be fetched, what is there, and what is on its way. */
export const weightsShelf = z.object({
  folder: z.string(),
  sources: z.array(weightsSource),
  files: z.array(weightsFile),
  downloads: z.array(weightsDownload),
});
