/** A lane that embeds: files and views in, the network's numbers out. */
import { workerData } from 'node:worker_threads';
import { Inference } from '#models/session/inference.ts';
import { serveLane } from '../../lanes/serve-lane.ts';
import { renderViews, type ViewJob, type ViewSize } from './view-job.ts';

const { model, size } = workerData as { model: Uint8Array; size: ViewSize };
const network = await Inference.open(model, { threads: 1, picture: size });

serveLane(
  async (jobs: readonly ViewJob[]) => {
    const answer = await network.run(await renderViews(jobs, size));
    return { answer, handOver: [] };
  },
  () => network.close(),
);
