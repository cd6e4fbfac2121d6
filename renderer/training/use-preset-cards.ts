import { useQuery } from '@tanstack/react-query';
import type { TrainingForecast } from '#api/contract/index.ts';
import { needsOf } from './ForecastNotes.tsx';
import type { PresetCard } from './PresetCards.tsx';

interface PresetQuestion<Preset extends string> {
  /** Kind of network, and what it goes on from: other answers, asked for apart. */
  about: readonly [kind: 'detector' | 'embedder', from: unknown];
  ask: (preset: Preset) => Promise<TrainingForecast>;
}

/** A large network takes seconds to weigh, and a little too old is good enough for a card. */
const useForecastOf = <Preset extends string>(
  { about, ask }: PresetQuestion<Preset>,
  preset: Preset,
  /** Whether it is this one's turn. */
  isReady: boolean,
) =>
  useQuery({
    queryKey: ['preset forecasts', ...about, preset],
    queryFn: () => ask(preset),
    enabled: isReady,
    staleTime: 600_000,
  });

/**
 * Cards of the presets, each with what it would need here, weighed one after the other.
 * @param isReady whether what was chosen is weighed, which goes first
 */
export function usePresetCards<Preset extends string>(
  presets: Readonly<Record<Preset, { title: string; who: string }>>,
  order: readonly [Preset, Preset, Preset],
  question: PresetQuestion<Preset>,
  isReady: boolean,
): PresetCard<Preset>[] {
  const one = useForecastOf(question, order[0], isReady);
  const two = useForecastOf(question, order[1], isReady && !one.isPending);
  const three = useForecastOf(question, order[2], isReady && !one.isPending && !two.isPending);
  return [one, two, three].map(({ data }, at) => {
    const preset = order[at] ?? order[0];
    return { value: preset, ...presets[preset], needs: needsOf(data) };
  });
}
