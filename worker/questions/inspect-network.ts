import { embedderName } from '#terms/embedder/architecture.ts';
import { isTensorsOnly } from '#terms/files/endings.ts';
import type { Answer, Asked } from '#terms/questions/index.ts';
import { onnxFacts } from '../embedder/imported/onnx-network.ts';
import { readWeights } from '../embedder/imported/weights-network.ts';

/** Looks into a network of others, so that one which cannot serve is refused before anything is kept. */
export async function inspectNetwork({
  path,
  input,
  variant,
}: Asked<'inspect-network'>): Promise<Answer<'inspect-network'>> {
  if (isTensorsOnly(path)) {
    const { trained, crops } = await readWeights(path, input, variant);
    const { network } = trained;
    return {
      ...crops,
      dimensions: network.dimensions,
      architecture: embedderName(network),
      network: { backbone: network.backbone, variant: network.variant, fusion: network.fusion },
    };
  }
  const { size, dimensions } = await onnxFacts(path, input);
  return {
    input: size.width,
    height: size.height === size.width ? null : size.height,
    // Nothing in the file says how its pictures were cut.
    fit: 'pad',
    boxMargin: 0.1,
    dimensions,
    architecture: 'onnx',
    network: null,
  };
}
