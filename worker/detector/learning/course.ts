/** Rates of a detector's training over its steps, and the moving average of what it learned. */
import type { DetectorTraining } from '#models/nets/detectors/detector-network.ts';
import type { Anchors } from '#models/nets/yolov5/presets.ts';
import { averageDecayAt, learningRateAt, type Schedule } from '#models/optim/schedule.ts';
import type { Rates } from '#models/session/training-session.ts';
import type { DetectorRecipe } from '#terms/detector/recipe.ts';

/** What a recipe means to the engine. @param classes how many there are */
export const trainingOf = (
  recipe: DetectorRecipe,
  classes: number,
  anchors: Anchors,
): DetectorTraining => {
  const { size, input, batch, freezeBackbone, optimizer, seed } = recipe;
  return { size, classes, anchors, input, batch, freezeBackbone, optimizer, seed };
};

const WARMUP_EPOCHS = 3;
/** A short training must not spend all its time warming up. */
const MOST_WARMUP = 0.15;
/** Share of the peak that is left at the end. */
const FLOOR = 0.01;
const DECAY_LIMIT = 0.9999;
const DECAY_STEPS = 2000;

/**
 * YOLOv5's schedule: a warm-up of three epochs, then straight down to a hundredth. Its moving average, made
 * for many thousands of steps, here spans at most about the last twentieth of the training.
 */
export function detectorRates(
  learningRate: number,
  totalSteps: number,
  perEpoch: number,
): (step: number) => Rates {
  const schedule: Schedule = {
    curve: 'linear',
    peak: learningRate,
    floor: FLOOR,
    warmupSteps: Math.min(WARMUP_EPOCHS * perEpoch, Math.floor(MOST_WARMUP * totalSteps)),
    totalSteps,
  };
  const limit = Math.min(DECAY_LIMIT, 1 - 20 / Math.max(40, totalSteps));
  const tau = Math.min(DECAY_STEPS, totalSteps / 20);
  return (step) => ({
    learningRate: learningRateAt(schedule, step),
    averageDecay: averageDecayAt(step, limit, tau),
  });
}

/** Share of the epochs, at the end, in which photos stand alone as they do in use. */
const ALONE_SHARE = 0.1;

export const aloneFrom = (totalSteps: number): number => Math.floor(totalSteps * (1 - ALONE_SHARE));
