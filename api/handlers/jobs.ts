import { jobLog } from '#catalog/queries/jobs.ts';
import { os } from './base.ts';

export const jobs = {
  list: os.jobs.list.handler(({ input, context: { app } }) => app.open.queue.list(input.limit)),
  get: os.jobs.get.handler(({ input, context: { app } }) => app.open.queue.get(input.jobId)),
  log: os.jobs.log.handler(({ input, context: { app } }) =>
    jobLog(app.open.catalogue, input.jobId, input.afterId, input.limit),
  ),
  cancel: os.jobs.cancel.handler(({ input, context: { app } }) =>
    app.open.queue.cancel(input.jobId),
  ),
  retry: os.jobs.retry.handler(({ input, context: { app } }) => app.open.queue.retry(input.jobId)),
  start: os.jobs.start.handler(({ input, context: { app } }) =>
    app.open.queue.start(input.kind, input.spec),
  ),
};
