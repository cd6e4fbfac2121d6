/** Folders that programs and cameras make: their names say nothing of which photo is meant. */

const ofTools =
  /^(?:images?|imgs?|labels?|annotations?|jpegimages|imagesets|main|photos?|pictures?|pics|data|datasets?|train|training|val|valid|validation|test|testing|train_images|test_images|obj(?:_\w+)?_data|obj|files?|upload|uploads|media|local-files|frames|default|xml|json|yolo|coco|voc|export|unknown|unspecified|none)$/i;
/** DCF, the rule for file systems of cameras: DCIM, and below it `100CANON`, `101_0607`. */
const ofCameras = /^(?:dcim|\d{3}[a-z0-9_]{5})$/i;

/** Whether a folder belongs to a data set's own layout: `images`, `train`, `obj_train_data`. */
export const isOfTools = (folder: string): boolean => ofTools.test(folder);

/** Whether a folder's name tells it from others. */
export const isTelling = (folder: string): boolean =>
  !ofTools.test(folder) && !ofCameras.test(folder);

const year = /(?<!\d)((?:19|20)\d{2})(?!\d)|(?<!\d)((?:19|20)\d{2})(?=[01]\d[0-3]\d(?!\d))/g;

/** Years that folder names say, as `2016`, `2016-06-07` or `20160607`. */
export const yearsIn = (folders: readonly string[]): Set<string> =>
  new Set(
    folders.flatMap((folder) => [...folder.matchAll(year)].map((match) => match[1] ?? match[2])),
  );
