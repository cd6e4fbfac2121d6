import { chosenModel } from '#catalog/queries/models.ts';
import { starterDetector } from '#catalog/versions/starters.ts';
import { ownConfidence } from '#terms/detector/detecting.ts';
import { detectorEvaluation } from '#terms/detector/evaluation.ts';
import { beginTraining } from '../training/begin-training.ts';
import { detectorTraining } from '../training/detector-training.ts';
import { forecastTraining } from '../training/forecast-training.ts';
import { readEvaluation } from '../training/read-evaluation.ts';
import { detectorStanding } from '../training/standing.ts';
import { resumeTraining } from '../training/resume-training.ts';
import { readyVersion, versionOf } from '../training/version-of.ts';
import { os } from './base.ts';

export const detector = {
  standing: os.detector.standing.handler(({ context: { app } }) =>
    detectorStanding(app.open.catalogue),
  ),
  forecast: os.detector.forecast.handler(({ input, context: { app } }) =>
    forecastTraining(app, detectorTraining, input),
  ),
  train: os.detector.train.handler(({ input, context: { app } }) =>
    beginTraining(app, detectorTraining, input),
  ),
  resume: os.detector.resume.handler(({ input, context: { app } }) =>
    resumeTraining(app, versionOf(app.open.catalogue, 'detector', input.modelId)),
  ),
  detect: os.detector.detect.handler(({ input, context: { app } }) => {
    const { catalogue, queue } = app.open;
    const { modelId, confidence, ...options } = input;
    const model =
      modelId === null
        ? (chosenModel(catalogue, 'detector') ?? starterDetector(catalogue, Date.now()))
        : readyVersion(catalogue, 'detector', modelId);
    const least = confidence ?? ownConfidence(model.metrics);
    return queue.start('detect', { ...options, confidence: least, modelId: model.id });
  }),
  evaluate: os.detector.evaluate.handler(({ input, context: { app } }) => {
    const { catalogue, queue } = app.open;
    const { modelId, likeModelId, device } = input;
    readyVersion(catalogue, 'detector', modelId);
    if (likeModelId !== undefined) versionOf(catalogue, 'detector', likeModelId);
    return queue.start('evaluate-detector', { modelId, likeModelId: likeModelId ?? null, device });
  }),
  evaluation: os.detector.evaluation.handler(({ input, context: { app } }) =>
    readEvaluation(
      app.open.catalogue,
      versionOf(app.open.catalogue, 'detector', input.modelId),
      detectorEvaluation,
    ),
  ),
};
