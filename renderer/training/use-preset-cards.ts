import { useQueries } from '@tanstack/react-query';
import type { TrainingForecast } from '#terms/training/forecast.ts';
import type { ModelKind } from '#terms/models/versions.ts';
import { idsOf } from '#terms/tables.ts';
import { queryClient } from '../client/queries.ts';
import { needsOf } from './ForecastNotes.tsx';
import type { PresetCard } from './PresetCards.tsx';

export type Presets<Preset extends string> = Readonly<
  Record<Preset, { readonly title: string; readonly who: string }>
>;

interface PresetQuestion<Preset extends string> {
  /** Kind of network, and what it goes on from: other answers, asked for apart. */
  about: readonly [kind: ModelKind, from: unknown];
  ask: (preset: Preset) => Promise<TrainingForecast>;
}

/**
 * Cards of the presets, each with what it would need here, weighed one after the other.
 * @param isReady whether what was chosen is weighed, which goes first
 */
export function usePresetCards<Preset extends string>(
  presets: Presets<Preset>,
  { about, ask }: PresetQuestion<Preset>,
  isReady: boolean,
): PresetCard<Preset>[] {
  const order = idsOf(presets);
  const keyOf = (preset: Preset) => ['preset forecasts', ...about, preset];
  const isWeighed = (preset: Preset) => {
    const state = queryClient.getQueryState(keyOf(preset));
    return state !== undefined && state.status !== 'pending';
  };
  const forecasts = useQueries({
    queries: order.map((preset, at) => ({
      queryKey: keyOf(preset),
      queryFn: () => ask(preset),
      enabled: isReady && order.slice(0, at).every(isWeighed),
      // A large network takes seconds to weigh, and a little too old is good enough for a card.
      staleTime: 600_000,
    })),
  });
  return order.map((preset, at) => {
    const { title, who } = presets[preset];
    return { value: preset, title, who, needs: needsOf(forecasts[at]?.data) };
  });
}
