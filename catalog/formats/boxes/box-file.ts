import type { ReportBuilder } from '../report.ts';
import type { BoxFile, BoxRecord, CheckedImage } from './box-record.ts';

/** Of no picture of the file. */
export const ofNone = Symbol('of no picture');
/** Of a picture of the file, and it cannot be known of which. */
export const ofAny = Symbol('of any picture');

/** Where something that a reader refuses or leaves out stands, and of which picture it is. */
interface Where {
  file: string;
  line?: number | null;
  /** The picture, as the file names it. */
  image: string | typeof ofNone | typeof ofAny;
}

/**
 * What a reader of boxes fills. What it refuses or leaves out goes by here, with the picture it is of, because a
 * picture of which anything was refused must not count as checked.
 */
export class BoxFileBuilder {
  readonly #boxes: BoxRecord[] = [];
  readonly #checked = new Map<string, CheckedImage>();
  readonly #doubted = new Set<string>();
  #doubtsAll = false;
  readonly #report: ReportBuilder;

  constructor(report: ReportBuilder) {
    this.#report = report;
  }

  add(box: BoxRecord): void {
    this.#boxes.push(box);
  }

  /** A picture that the file says was looked at. */
  look(image: CheckedImage): void {
    if (!this.#checked.has(image.image)) this.#checked.set(image.image, image);
  }

  refuse({ file, line = null, image }: Where, reason: string): void {
    this.#report.refuse(file, line, reason);
    this.#doubt(image);
  }

  /** What was understood and is not wanted, such as a box round a crowd: its picture is not checked either. */
  leave({ file, line = null, image }: Where, reason: string): void {
    this.#report.leave(file, line, reason);
    this.#doubt(image);
  }

  /** A further picture that what was refused can be of. */
  doubt(image: string): void {
    this.#doubted.add(image);
  }

  finish(): BoxFile {
    return {
      boxes: this.#boxes,
      checked: [...this.#checked.values()],
      doubted: this.#doubted,
      doubtsAll: this.#doubtsAll,
    };
  }

  #doubt(image: Where['image']): void {
    if (image === ofAny) this.#doubtsAll = true;
    else if (image !== ofNone) this.#doubted.add(image);
  }
}
