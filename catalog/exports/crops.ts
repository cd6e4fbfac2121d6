import { parse } from 'node:path/posix';
import { freeName } from '../formats/free-name.ts';
import { zipStream } from '../formats/zip-stream.ts';
import { isoDay } from '../sightings/occasions.ts';
import type { SightedBox } from '../sightings/sighted-box.ts';
import { boxPicture } from './box-picture.ts';
import type { Exporter, ExportRun, OutFile } from './exporter.ts';
import { safeFileName } from '../names/safe-path.ts';

/** `CODE/side/DATE NAME.jpg`, no two alike, also where a file system does not tell cases apart. */
class CropNames {
  readonly #folders = new Map<number, string>();
  readonly #taken = new Set<string>();

  of(box: SightedBox): string {
    let folder = this.#folders.get(box.individualId);
    if (folder === undefined) {
      folder = this.#free(safeFileName(box.code), '');
      this.#folders.set(box.individualId, folder);
    }
    const day = box.takenMs === null ? 'no date' : isoDay(box.takenMs);
    const stem = safeFileName(`${day} ${parse(box.photoName).name}`);
    return this.#free(`${folder}/${box.side}/${stem}`, '.jpg');
  }

  #free(stem: string, ending: string): string {
    const name = freeName(stem, ending, (taken) => this.#taken.has(taken.toLowerCase()));
    this.#taken.add(name.toLowerCase());
    return name;
  }
}

async function* cropFiles(run: ExportRun): AsyncGenerator<OutFile> {
  const names = new CropNames();
  for (const { boxes } of run.sightings()) {
    for (const box of boxes) {
      if (box.kind === 'name') {
        run.out.add('named, not yet boxed');
        continue;
      }
      const picture = await boxPicture(run.source, box, { edge: null });
      if (typeof picture === 'string') run.out.add(picture);
      else yield { path: names.of(box), chunks: [picture] };
    }
  }
}

export const crops: Exporter = {
  walks: { over: 'identifications', times: 1 },
  files: (run) =>
    run.options.asZip ? [{ path: '', chunks: zipStream(cropFiles(run)) }] : cropFiles(run),
  preview: (run) => {
    const names = new CropNames();
    const walk = run.sightings();
    const lines = function* () {
      for (const { boxes } of walk)
        for (const box of boxes) if (box.kind !== 'name') yield `${names.of(box)}\n`;
    };
    return [{ path: '', chunks: lines() }];
  },
};
