import { offers } from '../views.ts';

/** What the views remember of a catalogue means nothing in the next one, whose ids are others. */
export function forgetCatalogue(): void {
  for (const { forget } of offers) forget?.();
}
