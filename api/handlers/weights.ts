import { os } from './base.ts';
import { absoluteFolder } from './catalogue.ts';

export const weights = {
  list: os.weights.list.handler(({ context: { app } }) => app.weights.list()),
  download: os.weights.download.handler(({ input, context: { app } }) =>
    'sourceId' in input
      ? app.weights.downloadSource(input.sourceId)
      : app.weights.downloadAddress(input.url, input.sha256),
  ),
  resume: os.weights.resume.handler(({ input, context: { app } }) => app.weights.resume(input.id)),
  pause: os.weights.pause.handler(({ input, context: { app } }) => app.weights.pause(input.id)),
  discard: os.weights.discard.handler(({ input, context: { app } }) =>
    app.weights.discard(input.id),
  ),
  importFile: os.weights.importFile.handler(({ input, context: { app } }) =>
    app.weights.importFile(absoluteFolder(input.path)),
  ),
  setVariant: os.weights.setVariant.handler(({ input, context: { app } }) =>
    app.weights.setVariant(input.name, input.variant),
  ),
  remove: os.weights.remove.handler(({ input, context: { app } }) =>
    app.weights.remove(input.name),
  ),
};
