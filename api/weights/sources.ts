/**
 * EfficientNet weights that others publish. They are fetched only when a person asks, and none of
 * them comes with the program. A hash stands here where the publisher's own page shows it; where it
 * is null, nobody here has seen it.
 *
 * Sources: timm's default configurations (`timm/models/efficientnet.py`, licence field of each) and the
 * files of its pages on huggingface.co; torchvision's `torchvision/models/efficientnet.py`.
 */
import type { WeightsSource } from '#terms/weights.ts';

type Row = Pick<WeightsSource, 'network' | 'trainedOn' | 'input' | 'aboutBytes'> & {
  tag: string;
  sha256?: string;
  /** A commit of the page whose file has that hash; the newest where not given. */
  commit?: string;
};

const imagenet = 'ImageNet-1k';
const noisyStudent = 'ImageNet-1k and unlabelled JFT-300M (Noisy Student)';

const timmRows: readonly Row[] = [
  {
    tag: 'efficientnet_b0.ra_in1k',
    network: 'b0',
    trainedOn: imagenet,
    input: 224,
    aboutBytes: 21.4e6,
  },
  {
    tag: 'efficientnet_b1.ft_in1k',
    network: 'b1',
    trainedOn: imagenet,
    input: 224,
    aboutBytes: 31.5e6,
  },
  {
    tag: 'efficientnet_b2.ra_in1k',
    network: 'b2',
    trainedOn: imagenet,
    input: 256,
    aboutBytes: 36.8e6,
  },
  {
    tag: 'efficientnet_b3.ra2_in1k',
    network: 'b3',
    trainedOn: imagenet,
    input: 288,
    aboutBytes: 49.3e6,
    sha256: '279d2a53898aa89dab43fd6bd7df9f706aea4cb9cf916223988bbcb8e5850469',
  },
  {
    tag: 'efficientnet_b4.ra2_in1k',
    network: 'b4',
    trainedOn: imagenet,
    input: 320,
    aboutBytes: 77.9e6,
  },
  {
    tag: 'efficientnet_b5.sw_in12k_ft_in1k',
    network: 'b5',
    trainedOn: 'ImageNet-12k, then ImageNet-1k',
    input: 448,
    aboutBytes: null,
  },
  {
    tag: 'tf_efficientnet_b0.ns_jft_in1k',
    network: 'b0',
    trainedOn: noisyStudent,
    input: 224,
    aboutBytes: 21.4e6,
  },
  {
    tag: 'tf_efficientnet_b1.ns_jft_in1k',
    network: 'b1',
    trainedOn: noisyStudent,
    input: 240,
    aboutBytes: 31.5e6,
  },
  {
    tag: 'tf_efficientnet_b2.ns_jft_in1k',
    network: 'b2',
    trainedOn: noisyStudent,
    input: 260,
    aboutBytes: 36.8e6,
    sha256: 'd441728dab04096ffe5ba9fd85d9d7b7d988b0457273e683f9aba17d8e9c58c3',
    commit: '0b36ae92ce0297321b5e790c3582a3f944b3b69d',
  },
  {
    tag: 'tf_efficientnet_b3.ns_jft_in1k',
    network: 'b3',
    trainedOn: noisyStudent,
    input: 300,
    aboutBytes: 49.3e6,
  },
  {
    tag: 'tf_efficientnet_b4.ns_jft_in1k',
    network: 'b4',
    trainedOn: noisyStudent,
    input: 380,
    aboutBytes: 77.9e6,
  },
  {
    tag: 'tf_efficientnet_b5.ns_jft_in1k',
    network: 'b5',
    trainedOn: noisyStudent,
    input: 456,
    aboutBytes: 122e6,
  },
  {
    tag: 'tf_efficientnet_b6.ns_jft_in1k',
    network: 'b6',
    trainedOn: noisyStudent,
    input: 528,
    aboutBytes: 173e6,
  },
  {
    tag: 'tf_efficientnet_b7.ns_jft_in1k',
    network: 'b7',
    trainedOn: noisyStudent,
    input: 600,
    aboutBytes: 267e6,
  },
  {
    tag: 'tf_efficientnetv2_s.in21k_ft_in1k',
    network: 'v2-s',
    trainedOn: 'ImageNet-21k, then ImageNet-1k',
    input: 300,
    aboutBytes: null,
  },
  {
    tag: 'tf_efficientnet_lite0.in1k',
    network: 'lite0',
    trainedOn: imagenet,
    input: 224,
    aboutBytes: null,
  },
  {
    tag: 'tf_efficientnet_lite1.in1k',
    network: 'lite1',
    trainedOn: imagenet,
    input: 240,
    aboutBytes: null,
  },
  {
    tag: 'tf_efficientnet_lite2.in1k',
    network: 'lite2',
    trainedOn: imagenet,
    input: 260,
    aboutBytes: null,
  },
  {
    tag: 'tf_efficientnet_lite3.in1k',
    network: 'lite3',
    trainedOn: imagenet,
    input: 300,
    aboutBytes: null,
  },
  {
    tag: 'tf_efficientnet_lite4.in1k',
    network: 'lite4',
    trainedOn: imagenet,
    input: 380,
    aboutBytes: null,
  },
  {
    tag: 'efficientnetv2_rw_m.agc_in1k',
    network: 'v2-rw-m',
    trainedOn: imagenet,
    input: 320,
    aboutBytes: null,
  },
];

const torchvisionRows: readonly (Pick<Row, 'network' | 'input'> & {
  file: string;
  megabytes: number;
})[] = [
  { network: 'b0', input: 224, file: 'efficientnet_b0_rwightman-7f5810bc', megabytes: 20.45 },
  { network: 'b1', input: 240, file: 'efficientnet_b1-c27df63c', megabytes: 30.14 },
  { network: 'b2', input: 288, file: 'efficientnet_b2_rwightman-c35c1473', megabytes: 35.17 },
  { network: 'b3', input: 300, file: 'efficientnet_b3_rwightman-b3899882', megabytes: 47.18 },
  { network: 'b4', input: 380, file: 'efficientnet_b4_rwightman-23ab8bcd', megabytes: 74.49 },
  { network: 'b5', input: 456, file: 'efficientnet_b5_lukemelas-1a07897c', megabytes: 116.86 },
  { network: 'b6', input: 528, file: 'efficientnet_b6_lukemelas-24a108a5', megabytes: 165.36 },
  { network: 'b7', input: 600, file: 'efficientnet_b7_lukemelas-c5b4e57e', megabytes: 254.68 },
  { network: 'v2-s', input: 384, file: 'efficientnet_v2_s-dd5fe13b', megabytes: 82.7 },
];

export const weightsSources: readonly WeightsSource[] = [
  ...timmRows.map(({ tag, sha256 = null, commit = 'main', ...row }): WeightsSource => ({
    ...row,
    id: `timm/${tag}`,
    name: tag,
    library: 'timm',
    variant: tag.startsWith('tf_') ? 'timm-tf' : 'timm',
    url: `https://huggingface.co/timm/${tag}/resolve/${commit}/model.safetensors`,
    page: `https://huggingface.co/timm/${tag}`,
    licence: 'Apache-2.0',
    sha256,
    format: 'safetensors',
  })),
  ...torchvisionRows.map(({ file, megabytes, ...row }): WeightsSource => ({
    ...row,
    id: `torchvision/${file}`,
    name: file,
    library: 'torchvision',
    variant: 'torchvision',
    trainedOn: imagenet,
    url: `https://download.pytorch.org/models/${file}.pth`,
    page: 'https://docs.pytorch.org/vision/stable/models/efficientnet.html',
    licence: 'BSD-3-Clause',
    // torchvision counts 2^20 bytes.
    aboutBytes: megabytes * 2 ** 20,
    sha256: null,
    format: 'pickle',
  })),
];
