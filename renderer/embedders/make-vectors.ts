import { api } from '../client/connection.ts';
import { beginJob } from '../jobs/begin-job.ts';

/**
 * Vectors of all fins that lack one.
 * @param modelId the version that makes them; null is the one in use
 * @param begun called once the job stands
 */
export const makeVectors = (modelId: number | null = null, begun?: () => void): Promise<void> =>
  beginJob('The vectors could not be made', async () => {
    await api.embedder.embed({ modelId });
    begun?.();
  });
