import { starterDetector } from '#models/starter/detector.ts';

/** The weights that the app brings along. */
export const starterWeights = starterDetector.weights;
