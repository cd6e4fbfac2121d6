import { describe, expect, it } from 'vitest';
import { ReportBuilder } from '../report.ts';
import type { BoxFile } from './box-record.ts';
import { readCvatXml } from './read-cvat.ts';
import { readLabelStudio } from './read-label-studio.ts';
import { readLabelme } from './read-labelme.ts';
import { readMegaDetector } from './read-megadetector.ts';
import { readVia } from './read-via.ts';

/** Boxes in whole units, each with what was told of it, and all notes. */
function readBy(read: (report: ReportBuilder) => BoxFile, scale = 1) {
  const report = new ReportBuilder();
  const { boxes, checked, doubted } = read(report);
  const round = (value: number) => Math.round(value * scale * 100) / 100;
  return {
    boxes: boxes.map(({ className, x, y, w, h, mended }) => [
      className,
      [x, y, w, h].map(round),
      mended,
    ]),
    checked: checked.map(({ image }) => image),
    doubted: [...doubted],
    notes: report.finish().notes.map(({ outcome, reason }) => `${outcome}: ${reason}`),
  };
}
const outline = 'The box round the outline was taken.';
const ellipse = 'The box round the ellipse was taken.';

describe('shapes that are no boxes become the box round them, told, or are left out', () => {
  it('of labelme', () => {
    const shape = (shape_type: string, points: number[][]) => ({
      label: 'fin',
      shape_type,
      points,
    });
    expect(
      readBy((report) =>
        readLabelme(
          {
            imagePath: 'a.jpg',
            shapes: [
              shape('polygon', [
                [10, 20],
                [30, 5],
                [25, 40],
              ]),
              shape('circle', [
                [50, 50],
                [53, 54],
              ]),
              shape('point', [[1, 1]]),
              { label: 'fin' },
            ],
          },
          'a.json',
          report,
        ),
      ),
    ).toEqual({
      boxes: [
        ['fin', [10, 5, 20, 35], outline],
        ['fin', [45, 45, 10, 10], ellipse],
      ],
      checked: ['a.jpg'],
      doubted: ['a.jpg'],
      notes: [
        'left: shapes[2]: a point has no box.',
        'refused: shapes[3] has no label or no points.',
      ],
    });
  });

  it('of VIA', () => {
    const region = (shape_attributes: unknown) => ({
      shape_attributes,
      region_attributes: { type: { fin: true, blow: false } },
    });
    expect(
      readBy((report) =>
        readVia(
          {
            'a.jpg1': {
              filename: 'a.jpg',
              regions: [
                region({ name: 'polygon', all_points_x: [1, 9, 5], all_points_y: [2, 3, 8] }),
                region({ name: 'ellipse', cx: 50, cy: 40, rx: 20, ry: 10, theta: Math.PI / 2 }),
                region({ name: 'point', cx: 1, cy: 1 }),
              ],
            },
            // Nobody has come to it yet.
            'b.jpg1': { filename: 'b.jpg', regions: [] },
          },
          'via.json',
          report,
        ),
      ),
    ).toEqual({
      boxes: [
        ['fin', [1, 2, 8, 6], outline],
        ['fin', [40, 20, 20, 40], ellipse],
      ],
      checked: ['a.jpg'],
      doubted: ['a.jpg'],
      notes: ['left: a.jpg, region 3: a point has no box.'],
    });
  });

  it('of CVAT', () => {
    const xml = `<annotations><version>1.1</version><image id="0" name="a.jpg" width="200" height="100">
      <polygon label="fin" points="10.0,20.0;30.5,5.0;25.0,40.0"/>
      <box label="fin" xtl="50" ytl="40" xbr="90" ybr="60" rotation="90.0"/>
      <mask label="fin" left="3" top="4" width="5" height="6" rle="1,2"/>
      <points label="eye" points="1,2"/><tag label="FW1"/>
    </image><image id="1" name="b.jpg" width="200" height="100"/></annotations>`;
    expect(readBy((report) => readCvatXml(xml, 'a.xml', report))).toEqual({
      boxes: [
        ['fin', [60, 30, 20, 40], 'The box was turned by 90°; the upright one round it was taken.'],
        ['fin', [10, 5, 20.5, 35], outline],
        ['fin', [3, 4, 5, 6], 'The box of the mask was taken.'],
      ],
      checked: ['a.jpg'],
      doubted: ['a.jpg'],
      notes: [
        'left: a.jpg: points of eye have no box.',
        'left: a.jpg: a tag of the whole picture is not read.',
      ],
    });
    expect(() =>
      readCvatXml('<annotations><track label="fin"/></annotations>', 'v.xml', new ReportBuilder()),
    ).toThrow('CVAT for images 1.1');
  });

  it('of Label Studio, whose boxes turn about their corner', () => {
    const result = (value: unknown) => ({ original_width: 200, original_height: 100, value });
    const task = (image: string, result_: unknown[]) => ({
      data: { image },
      annotations: [{ result: result_ }],
    });
    expect(
      readBy(
        (report) =>
          readLabelStudio(
            [
              // 40 × 20 pixels at 100, 50, turned by a quarter: it hangs down to the left.
              task('a.jpg', [
                result({
                  x: 50,
                  y: 50,
                  width: 20,
                  height: 20,
                  rotation: 90,
                  rectanglelabels: ['fin'],
                }),
                result({
                  points: [
                    [10, 10],
                    [20, 40],
                  ],
                  polygonlabels: ['fin'],
                }),
              ]),
              task('b.jpg', []),
            ],
            'ls.json',
            report,
          ),
        100,
      ),
    ).toEqual({
      boxes: [
        ['fin', [40, 50, 10, 40], 'The box was turned by 90°; the upright one round it was taken.'],
        ['fin', [10, 10, 10, 30], outline],
      ],
      checked: ['a.jpg', 'b.jpg'],
      doubted: [],
      notes: [],
    });
  });
});

it('MegaDetector looked at a picture and no person did: none is checked, and one that failed is told', () => {
  const results = {
    detection_categories: { 1: 'animal' },
    images: [
      { file: 'a.jpg', detections: [{ category: '1', conf: 0.5, bbox: [0.1, 0.2, 0.3, 0.4] }] },
      { file: 'b.jpg', detections: [] },
      { file: 'c.jpg', detections: null, failure: 'image access failure' },
    ],
  };
  expect(readBy((report) => readMegaDetector(results, 'md.json', report), 100)).toEqual({
    boxes: [['animal', [10, 20, 30, 40], null]],
    checked: [],
    doubted: ['c.jpg'],
    notes: ['left: c.jpg: MegaDetector could not read it (image access failure).'],
  });
});
