/** What a file of weights is, by its names and shapes; nothing of it is run. */
import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import { backbones } from '#terms/embedder/backbones.ts';
import { inspectBackbone, type BackboneFile } from '#models/nets/inspect-backbone.ts';
import { layoutOf, networks } from '#models/nets/registry.ts';
import { compareWithFile, describeReport } from '#models/weights/load-report.ts';
import { SafetensorsFile } from '#models/weights/safetensors-read.ts';
import { WeightsError } from '#models/weights/weights-error.ts';
import type { WeightsFile } from '#terms/weights.ts';
import { AppError } from '../errors.ts';

type WeightsFacts = Pick<WeightsFile, 'kind' | 'network' | 'variants'>;

/** An ONNX file begins with its first field, the version of the format, as protobuf writes it. */
async function looksLikeOnnx(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const start = new Uint8Array(2);
    const { bytesRead } = await file.read(start, 0, 2, 0);
    return bytesRead === 2 && start[0] === 0x08 && (start[1] ?? 0) > 0 && (start[1] ?? 0) < 0x80;
  } finally {
    await file.close();
  }
}

/** Of a backbone nothing may be wanting; what else is in the file may be anything. */
function checkTensors(file: SafetensorsFile, { network, fileName }: BackboneFile): void {
  const { found: _, ...report } = compareWithFile(
    file.header,
    layoutOf(networks[network]),
    fileName,
  );
  if (report.missing.length === 0 && report.misshaped.length === 0) return;
  throw new WeightsError(
    'wrong-network',
    file.path,
    `is ${backbones[network].title} with parts wanting. ${describeReport({ ...report, extra: [] }).join(' ')} Export it again, with all tensors.`,
  );
}

/**
 * @param name the file's own name, whose ending says what it should be
 * @throws AppError `bad-input` that names the file, what it is and the way out
 */
export async function inspectWeights(path: string, name: string): Promise<WeightsFacts> {
  if (extname(name).toLowerCase() === '.onnx') {
    if (await looksLikeOnnx(path)) return { kind: 'onnx', network: null, variants: [] };
    throw new AppError(
      'bad-input',
      `${name} ends in .onnx but does not begin as an ONNX network does. Export or fetch it again.`,
      { path },
    );
  }
  try {
    await using file = await SafetensorsFile.open(path);
    const seen = inspectBackbone(file);
    const { network, variants } = seen;
    checkTensors(file, seen);
    // timm names its ports from TensorFlow so; the file itself lies under a name of ours.
    const isPort = variants.includes('timm-tf') && /tf_efficientnet/.test(name);
    return { kind: 'backbone', network, variants: isPort ? ['timm-tf'] : [...variants] };
  } catch (error) {
    if (!(error instanceof WeightsError)) throw error;
    throw new AppError('bad-input', error.message.replace(path, name), {
      path,
      reason: error.code,
    });
  }
}
