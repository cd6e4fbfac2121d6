/** Finding out which backbone of the registry, in whose dialect, a safetensors file holds. */
import { backbones, type WeightsVariant } from '#terms/embedder/backbones.ts';
import type { SafetensorsFile } from '../weights/safetensors-read.ts';
import { WeightsError } from '../weights/weights-error.ts';
import type { BackboneFile } from './backbones/backbone.ts';
import { dialectOf } from './backbones/dialect-of.ts';
import { networks } from './registry.ts';

export type { BackboneFile };

/**
 * Looks at names and shapes only.
 * @throws WeightsError `wrong-network` if no backbone of ours has these tensors
 */
export function inspectBackbone(file: SafetensorsFile): BackboneFile {
  for (const network of Object.values(networks)) {
    const found = network.inspect(file);
    if (found) return found;
  }
  const titles = Object.values(backbones).map(({ title }) => title);
  throw new WeightsError(
    'wrong-network',
    file.path,
    `holds no backbone that is known here: the names and shapes in it are those of none of ${titles.join(', ')}. Choose another file.`,
  );
}

/**
 * The dialect of a file, or an error that says how to choose.
 * @param asked what a person chose, if they were asked
 * @throws WeightsError `ambiguous-variant` if the file leaves it open and nobody chose
 */
export function decideVariant(
  path: string,
  { variants, network, naming }: BackboneFile,
  asked?: WeightsVariant,
): WeightsVariant {
  if (asked !== undefined) return asked;
  const [only, ...others] = variants;
  if (only !== undefined && others.length === 0) return only;
  const choices = variants.map((variant) => {
    const { name, about } = dialectOf(networks[network], variant);
    return `"${variant}" (${name}, ${about})`;
  });
  throw new WeightsError(
    'ambiguous-variant',
    path,
    `holds ${backbones[network].title} under ${naming}'s names, which fits more than one network: ${choices.join(' and ')}. Say which one the weights were trained as.`,
  );
}
