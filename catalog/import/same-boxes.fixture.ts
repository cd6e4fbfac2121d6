/**
 * The same boxes as every tool writes them, in a folder; the files of other tools were written from their published
 * structure. Two photos of 600 × 400 pixels with boxes that are whole pixels, each with the animal's name where the
 * format has a place for it.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeXlsx } from 'hucre/xlsx';
import yazl from 'yazl';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

export const width = 600;
export const height = 400;
export const drawn = [
  { image: 'a.jpg', class: 'dorsal fin', x: 40, y: 30, w: 120, h: 60, individual: 'FW1' },
  { image: 'a.jpg', class: 'fluke', x: 200, y: 150, w: 100, h: 90, individual: null },
  { image: 'b.jpg', class: 'dorsal fin', x: 0, y: 0, w: 80, h: 75, individual: 'FW2' },
] as const;
type Drawn = (typeof drawn)[number];

const images = ['a.jpg', 'b.jpg'] as const;
const classes = ['dorsal fin', 'fluke'] as const;
const on = (image: string) => drawn.filter((box) => box.image === image);
const json = (value: unknown) => JSON.stringify(value, null, 1);

const fractions = ({ x, y, w, h }: Drawn) => [x / width, y / height, w / width, h / height];
const yoloLine = (box: Drawn) => {
  const [x = 0, y = 0, w = 0, h = 0] = fractions(box);
  return `${classes.indexOf(box.class)} ${x + w / 2} ${y + h / 2} ${w} ${h}`;
};
const yoloLabels = (): [string, string][] =>
  images.map((image) => [image.replace('.jpg', '.txt'), on(image).map(yoloLine).join('\n')]);

const csvRows = [
  ['image', 'x1', 'y1', 'x2', 'y2', 'class', 'individual'],
  ...drawn.map(({ image, class: name, x, y, w, h, individual }) => [
    image,
    x,
    y,
    x + w,
    y + h,
    name,
    individual,
  ]),
];

const coco = {
  images: images.map((file_name, id) => ({ id, file_name, width, height })),
  categories: classes.map((name, id) => ({ id, name })),
  annotations: drawn.map(({ image, class: name, x, y, w, h, individual }, id) => ({
    id,
    image_id: images.indexOf(image),
    category_id: classes.indexOf(name),
    bbox: [x, y, w, h],
    attributes: individual === null ? {} : { individual },
  })),
};
/** As VIA exports to COCO: no attributes, an outline beside each box. */
const viaCoco = {
  ...coco,
  info: { description: 'VIA project exported to COCO format using VGG Image Annotator' },
  annotations: coco.annotations.map(({ id, image_id, category_id, bbox }) => {
    const [x = 0, y = 0, w = 0, h = 0] = bbox;
    const outline = [x, y, x + w, y, x + w, y + h, x, y + h];
    return { id, image_id, category_id, bbox, segmentation: [outline], area: w * h, iscrowd: 0 };
  }),
};

const vocOf = (image: string) =>
  `<annotation><filename>${image}</filename><size><width>${width}</width><height>${height}</height></size>${on(
    image,
  )
    .map(
      ({ class: name, x, y, w, h, individual }) =>
        `<object><name>${name}</name>${individual === null ? '' : `<individual>${individual}</individual>`}<bndbox><xmin>${x + 1}</xmin><ymin>${y + 1}</ymin><xmax>${x + w}</xmax><ymax>${y + h}</ymax></bndbox></object>`,
    )
    .join('')}</annotation>`;

const viaEntries = Object.fromEntries(
  images.map((filename) => [
    `${filename}12345`,
    {
      filename,
      size: 12_345,
      regions: on(filename).map(({ class: name, x, y, w, h, individual }) => ({
        shape_attributes: { name: 'rect', x, y, width: w, height: h },
        region_attributes: { class: name, individual: individual ?? '' },
      })),
      file_attributes: {},
    },
  ]),
);
const viaCsv = [
  'filename,file_size,file_attributes,region_count,region_id,region_shape_attributes,region_attributes',
  ...Object.values(viaEntries).flatMap(({ filename, regions }) =>
    regions.map(({ shape_attributes, region_attributes }, at) =>
      [shape_attributes, region_attributes].reduce(
        (line, cell) => `${line},"${JSON.stringify(cell).replaceAll('"', '""')}"`,
        `${filename},12345,"{}",${regions.length},${at}`,
      ),
    ),
  ),
].join('\n');

const attribute = ({ individual }: Drawn) =>
  individual === null ? '' : `<attribute name="individual">${individual}</attribute>`;
const cvatImages = `<?xml version="1.0" encoding="utf-8"?><annotations><version>1.1</version>${images
  .map(
    (name, id) =>
      `<image id="${id}" name="${name}" width="${width}" height="${height}">${on(name)
        .map(
          (box) =>
            `<box label="${box.class}" source="manual" occluded="0" xtl="${box.x}.00" ytl="${box.y}.00" xbr="${box.x + box.w}.00" ybr="${box.y + box.h}.00" z_order="0">${attribute(box)}</box>`,
        )
        .join('')}</image>`,
  )
  .join('')}</annotations>`;
/** The form for videos and sequences: a track each; what comes after a keyframe was put there by CVAT. */
const cvatTracks = `<?xml version="1.0" encoding="utf-8"?><annotations><version>1.1</version><meta><task><original_size><width>${width}</width><height>${height}</height></original_size></task></meta>${drawn
  .map((box, id) => {
    const frame = images.indexOf(box.image);
    const corners = `xtl="${box.x}" ytl="${box.y}" xbr="${box.x + box.w}" ybr="${box.y + box.h}"`;
    const at = (number: number, keyframe: 0 | 1, outside: 0 | 1) =>
      `<box frame="${number}" keyframe="${keyframe}" outside="${outside}" occluded="0" ${corners} z_order="0">${attribute(box)}</box>`;
    return `<track id="${id}" label="${box.class}" source="manual">${at(frame, 1, 0)}${at(1, 0, 0)}${at(1, 1, 1)}</track>`;
  })
  .join('')}</annotations>`;
const cvatBackup = {
  manifest: [
    '{"version":"1.1"}',
    '{"type":"images"}',
    ...images.map((name) =>
      JSON.stringify({
        name: name.replace('.jpg', ''),
        extension: '.jpg',
        width,
        height,
        meta: {},
      }),
    ),
  ].join('\n'),
  annotations: [
    {
      version: 0,
      tags: [],
      tracks: [],
      shapes: drawn.map(({ image, class: label, x, y, w, h, individual }) => ({
        type: 'rectangle',
        occluded: false,
        outside: false,
        z_order: 0,
        rotation: 0,
        points: [x, y, x + w, y + h],
        frame: images.indexOf(image),
        group: 0,
        source: 'manual',
        attributes: individual === null ? [] : [{ value: individual, name: 'individual' }],
        label,
      })),
    },
  ],
};

/** A detector's results: every box has a confidence. */
const megaDetector = {
  info: { format_version: '1.4', detector: 'md_v5a.0.0.pt' },
  detection_categories: Object.fromEntries(classes.map((name, at) => [`${at + 1}`, name])),
  images: images.map((file) => ({
    file: `photos/${file}`,
    detections: on(file).map((box) => ({
      category: `${classes.indexOf(box.class) + 1}`,
      conf: 0.9,
      bbox: fractions(box),
    })),
  })),
};

const labelmeOf = (imagePath: string) => ({
  version: '5.5.0',
  flags: {},
  shapes: on(imagePath).map(({ class: label, x, y, w, h, individual }) => ({
    label,
    points: [
      [x, y],
      [x + w, y + h],
    ],
    group_id: null,
    shape_type: 'rectangle',
    flags: {},
    attributes: individual === null ? {} : { individual },
  })),
  imagePath: `..\\photos\\${imagePath}`,
  imageData: null,
  imageHeight: height,
  imageWidth: width,
});

const percent = ({ x, y, w, h }: Drawn) => ({
  x: (100 * x) / width,
  y: (100 * y) / height,
  width: (100 * w) / width,
  height: (100 * h) / height,
  rotation: 0,
});
const labelStudio = images.map((image, task) => ({
  id: task + 1,
  annotations: [
    {
      id: task + 10,
      was_cancelled: false,
      ground_truth: false,
      result: on(image).flatMap((box, at) => {
        const region = {
          id: `r${at}`,
          original_width: width,
          original_height: height,
          image_rotation: 0,
          to_name: 'image',
        };
        const value = percent(box);
        return [
          {
            ...region,
            type: 'rectanglelabels',
            from_name: 'label',
            value: { ...value, rectanglelabels: [box.class] },
          },
          ...(box.individual === null
            ? []
            : [
                {
                  ...region,
                  type: 'textarea',
                  from_name: 'individual',
                  value: { ...value, text: [box.individual] },
                },
              ]),
        ];
      }),
    },
  ],
  predictions: [],
  data: { image: `/data/upload/1/${image}` },
}));
const labelStudioMin = images.map((image, task) => ({
  image: `/data/local-files/?d=photos/${image}`,
  id: task + 1,
  label: on(image).map((box) => ({
    ...percent(box),
    rectanglelabels: [box.class],
    original_width: width,
    original_height: height,
  })),
  annotator: 1,
  annotation_id: task + 10,
}));

/** What a file of the formats is of: where it has a confidence the boxes wait, and some have no place for names. */
interface WrittenFormat {
  path: string;
  names: 'all' | 'none';
  proposals?: true;
  classes?: Record<string, string>;
}

async function zipOf(path: string, entries: Readonly<Record<string, string>>): Promise<void> {
  const zip = new yazl.ZipFile();
  for (const [name, text] of Object.entries(entries)) zip.addBuffer(Buffer.from(text), name);
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
}

/** Writes all of them below a folder. */
export async function writeAllFormats(folder: string): Promise<Record<string, WrittenFormat>> {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, content: string | Uint8Array) => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  };
  const labels = (name: string) =>
    yoloLabels().map(([file, text]) => write(`${name}/${file}`, text));
  labels('yolo/labels');
  write('yolo/my-fins.yaml', 'names: [dorsal fin, fluke]\n');
  labels('yolo-classes');
  write('yolo-classes/classes.txt', 'dorsal fin\nfluke\n');
  labels('yolo-obj/obj_train_data');
  write('yolo-obj/obj.names', 'dorsal fin\nfluke\n');
  labels('yolo-bare');
  for (const image of images) {
    write(`voc/${image}.xml`, vocOf(image));
    write(`labelme/${image}.json`, json(labelmeOf(image)));
  }
  const zips = { images: join(folder, 'cvat.zip'), tracks: join(folder, 'cvat-tracks.zip') };
  const backup = join(folder, 'cvat-backup.zip');
  await zipOf(zips.images, {
    'annotations.xml': cvatImages,
    'images/a.jpg': '',
    'images/b.jpg': '',
  });
  await zipOf(zips.tracks, {
    'annotations.xml': cvatTracks,
    'images/a.jpg': '',
    'images/b.jpg': '',
  });
  await zipOf(backup, {
    'task.json': '{}',
    'annotations.json': json(cvatBackup.annotations),
    'data/manifest.jsonl': cvatBackup.manifest,
  });
  const workbook = await writeXlsx({ sheets: [{ name: 'Boxes', rows: csvRows }] });
  return {
    YOLO: { path: join(folder, 'yolo'), names: 'none' },
    'YOLO with classes.txt': { path: join(folder, 'yolo-classes'), names: 'none' },
    'YOLO with obj.names': { path: join(folder, 'yolo-obj'), names: 'none' },
    'YOLO whose classes were asked': {
      path: join(folder, 'yolo-bare'),
      names: 'none',
      classes: { 0: 'dorsal fin', 1: 'fluke' },
    },
    COCO: { path: write('coco.json', json(coco)), names: 'all' },
    'Pascal VOC': { path: join(folder, 'voc'), names: 'all' },
    CSV: { path: write('boxes.csv', csvRows.map((row) => row.join(',')).join('\n')), names: 'all' },
    'a sheet of a workbook': { path: write('boxes.xlsx', workbook), names: 'all' },
    'a project of VIA': {
      path: write('via.json', json({ _via_settings: {}, _via_img_metadata: viaEntries })),
      names: 'all',
    },
    'annotations of VIA': { path: write('via-annotations.json', json(viaEntries)), names: 'all' },
    'CSV of VIA': { path: write('via.csv', viaCsv), names: 'all' },
    'COCO of VIA': { path: write('via-coco.json', json(viaCoco)), names: 'none' },
    'CVAT for images': { path: write('cvat.xml', cvatImages), names: 'all' },
    'CVAT for images, zipped': { path: zips.images, names: 'all' },
    'CVAT for videos, zipped with its pictures': { path: zips.tracks, names: 'all' },
    'a task that CVAT backed up': { path: backup, names: 'all' },
    MegaDetector: {
      path: write('megadetector.json', json(megaDetector)),
      names: 'none',
      proposals: true,
    },
    labelme: { path: join(folder, 'labelme'), names: 'all' },
    'Label Studio': { path: write('label-studio.json', json(labelStudio)), names: 'all' },
    'JSON-MIN of Label Studio': {
      path: write('label-studio-min.json', json(labelStudioMin)),
      names: 'none',
    },
  };
}
