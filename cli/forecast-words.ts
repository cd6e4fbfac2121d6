import type { TrainingForecast } from '#terms/training/forecast.ts';

const gigabytes = (bytes: number): string => (bytes / 1e9).toFixed(1);

/** What a training would learn from and need, in lines, with what stops it and what to know before. */
export function forecastWords(forecast: TrainingForecast): string {
  const { train, validation, memory, steps, obstacles, warnings } = forecast;
  const lines = [
    `Learns from ${train.boxes} boxes on ${train.photos} photos, judged by ${validation.boxes} on ${validation.photos}.`,
    `${steps} steps; about ${gigabytes(memory.bytes)} GB of memory, ${gigabytes(memory.free)} GB are free.`,
    ...obstacles,
    ...warnings,
  ];
  return `${lines.join('\n')}\n`;
}
