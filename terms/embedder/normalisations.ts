import { z } from 'zod';

/** One number each for red, green and blue. */
const mean = z.tuple([z.number(), z.number(), z.number()]);
const std = z.tuple([z.number().positive(), z.number().positive(), z.number().positive()]);

/** How a network wants its pictures: a colour of 0…1, minus `mean`, divided by `std`. */
export const normalisation = z.object({ mean, std });
export interface Normalisation {
  readonly mean: Readonly<z.infer<typeof mean>>;
  readonly std: Readonly<z.infer<typeof std>>;
}

/** Means and deviations of ImageNet's photos, which nearly all published weights were trained with. */
export const imageNet = {
  mean: [0.485, 0.456, 0.406],
  std: [0.229, 0.224, 0.225],
} as const satisfies Normalisation;

/** What published networks want. */
export const normalisations = {
  imagenet: { title: 'ImageNet mean and deviation', ...imageNet },
  half: { title: '−1 to 1', mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] },
  plain: { title: '0 to 1', mean: [0, 0, 0], std: [1, 1, 1] },
  clip: {
    title: 'CLIP',
    mean: [0.481_454_66, 0.457_827_5, 0.408_210_73],
    std: [0.268_629_54, 0.261_302_58, 0.275_777_11],
  },
} as const satisfies Record<string, Normalisation & { title: string }>;
