import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { createCatalogue } from '#catalog/open-catalogue.ts';
import { exportSource } from '#catalog/exports/export-source.ts';
import { fillStudy } from '#catalog/exports/made-study.fixture.ts';
import { writeExport } from '#catalog/exports/write-export.ts';
import { readBoxTable } from '#catalog/formats/boxes/read-box-csv.ts';
import { BoxFileBuilder } from '#catalog/formats/boxes/box-file.ts';
import { readCoco } from '#catalog/formats/boxes/read-coco.ts';
import { parseVoc } from '#catalog/formats/boxes/read-voc.ts';
import { readYolo } from '#catalog/formats/boxes/read-yolo.ts';
import { readCsv } from '#catalog/formats/csv-rows.ts';
import { decodeText } from '#catalog/formats/decode-text.ts';
import { ReportBuilder } from '#catalog/formats/report.ts';
import { cutOut, readFacts, shrink } from '#catalog/pictures/picture.ts';
import { unpackCatalogue } from '#catalog/portable/unpack.ts';
import { Graph } from '#models/graph/graph.ts';
import { refuseHugeConstants } from '#models/onnx/huge-constants.ts';
import { signatureOf } from '#models/onnx/signature.ts';
import { SafetensorsFile } from '#models/weights/safetensors-read.ts';
import { writeSafetensors } from '#models/weights/safetensors-write.ts';
import { usualOptions } from '#terms/exports/options.ts';

/** A file that is sound, and how the program reads one like it. */
interface Sample {
  name: string;
  bytes: Buffer;
  read: (file: string) => unknown;
}

async function readPicture(file: string): Promise<void> {
  const bytes = readFileSync(file);
  await readFacts(bytes);
  await shrink(bytes, 2048);
  await cutOut(bytes, { x: 0.1, y: 0.1, w: 0.3, h: 0.3 }, 0.1, 384);
}

/** One of each format that photos come in, with what a camera writes about them. */
export async function pictures(): Promise<Sample[]> {
  const noise = { type: 'gaussian', mean: 120, sigma: 40 } as const;
  const base = () =>
    sharp({ create: { width: 640, height: 420, channels: 3, background: 'grey', noise } }).withExif(
      {
        IFD0: { Make: 'Canon', Model: 'EOS 7D', Orientation: '6' },
        IFD2: { DateTimeOriginal: '2026:06:07 10:00:00' },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '57/1 30/1 0/1' },
      },
    );
  const made = await Promise.all([
    base().jpeg().toBuffer(),
    base().jpeg({ progressive: true }).toBuffer(),
    base().png().toBuffer(),
    base().tiff().toBuffer(),
    base().webp().toBuffer(),
  ]);
  return made.map((bytes) => ({ name: 'picture', bytes, read: readPicture }));
}

const coco = {
  images: [{ id: 1, file_name: 'a.jpg', width: 600, height: 400 }],
  categories: [{ id: 1, name: 'fin' }],
  annotations: [{ image_id: 1, category_id: 1, bbox: [1, 2, 30, 40], score: 0.5 }],
};
const voc = `<?xml version="1.0"?><!DOCTYPE annotation [<!ENTITY fin "fin">]><annotation><filename>a.jpg</filename><size><width>600</width><height>400</height></size><object><name>&fin;</name><bndbox><xmin>1</xmin><ymin>2</ymin><xmax>30</xmax><ymax>40</ymax></bndbox></object></annotation>`;

const texts: Record<string, { text: string; read: (file: string) => unknown }> = {
  'a.csv': {
    text: 'image,individual,date\n"a.jpg","Æ 1",2026-06-07\n"b, c.jpg",,07/06/2026\n',
    read: (file) => readCsv(readFileSync(file), 'a.csv'),
  },
  'b.csv': {
    text: 'image,class,x,y,w,h\na.jpg,fin,1,2,3,4\n',
    read: (file) =>
      readBoxTable(readCsv(readFileSync(file), 'b.csv'), 'b.csv', new ReportBuilder()),
  },
  'c.json': {
    text: JSON.stringify(coco),
    read: (file) => readCoco(textOf(file), 'c.json', new ReportBuilder()),
  },
  'd.xml': {
    text: voc,
    read: (file) => parseVoc(textOf(file), 'd.xml', new BoxFileBuilder(new ReportBuilder())),
  },
  'data.yaml': {
    text: 'names: &a [fin, fluke]\nnc: 2\nother: *a\n',
    read: (file) => readYolo(join(file, '..'), new ReportBuilder()),
  },
};

const textOf = (file: string) => decodeText(readFileSync(file)).text;

/** One of each kind of document that others send. */
export async function documents(): Promise<Sample[]> {
  const folder = mkdtempSync(join(tmpdir(), 'resight-samples-'));
  try {
    const weights = join(folder, 'w.safetensors');
    await writeSafetensors(weights, [{ name: 'w', shape: [4, 8], values: new Float32Array(32) }]);
    const graph = new Graph();
    const pixels = graph.input('pictures', [1, 3, 8, 8]);
    const shape = graph.integers([1, 192]);
    graph.output('embedding', graph.node('Reshape', [pixels, shape], [1, 192]));
    const catalogue = createCatalogue(folder, 'Moray');
    fillStudy(catalogue);
    const { path: zip } = await writeExport(
      exportSource(catalogue.db, catalogue.folder),
      'portable',
      usualOptions,
      { folder: join(folder, 'out'), name: 'm.zip', ifThere: 'refuse' },
    );
    catalogue.close();
    return [
      ...Object.entries(texts).map(([name, { text, read }]) => ({
        name,
        bytes: Buffer.from(text),
        read,
      })),
      {
        name: 'w.safetensors',
        bytes: readFileSync(weights),
        read: async (file) => (await SafetensorsFile.open(file)).close(),
      },
      {
        name: 'n.onnx',
        bytes: Buffer.from(graph.encode()),
        read: (file) => {
          refuseHugeConstants(readFileSync(file));
          signatureOf(readFileSync(file));
        },
      },
      {
        name: 'm.zip',
        bytes: readFileSync(zip),
        read: (file) => unpackCatalogue(file, join(file, '..')),
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
