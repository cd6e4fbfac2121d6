import '../reports/reports.css';
import './embedders.css';
import {
  Alert,
  Button,
  Group,
  NumberInput,
  Radio,
  Slider,
  Stack,
  Table,
  Text,
  Title,
} from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { embedderMetrics } from '#terms/embedder/versions.ts';
import type { Model } from '#terms/models/versions.ts';
import type { PseudoLabel, PseudoLabelRound } from '#terms/identity/pseudo-labels.ts';
import { api } from '../client/connection.ts';
import { attempt, errorCodeOf, showDone, wordsOf } from '../client/error-words.ts';
import { queryClient } from '../client/queries.ts';
import { BoxThumb } from '../parts/BoxThumb.tsx';
import { FailedState } from '../parts/FailedState.tsx';
import { ago, count, counted, percent, share } from '../parts/words.ts';
import { useEmbedder, type PseudoRule } from './embedder-store.ts';
import { useRounds } from './use-embedder.ts';

/** Pictures of a preview that are shown; the last are the doubtful ones. */
const SHOWN = 24;

/** Least chance where the judging of the network in use does not say from where it is nearly always right. */
const USUAL_CHANCE = 0.6;

const sureFromOf = (models: readonly Model[]) => {
  const metrics = models.find(({ chosen }) => chosen)?.metrics;
  const said = embedderMetrics.shape.sureFrom.safeParse(metrics?.['sureFrom']);
  return said.success ? said.data : null;
};

const asked = ({ by, threshold, top }: PseudoRule & { threshold: number }) => ({
  threshold: by === 'threshold' ? threshold : null,
  top: by === 'top' ? top : null,
});

const ruleWords = ({ threshold, top }: PseudoLabelRound['rule']) =>
  [
    threshold === null ? '' : `from ${percent(threshold)}`,
    top === null ? '' : `the surest ${count(top)}`,
  ]
    .filter((part) => part !== '')
    .join(', ');

function Labels({ rows, total }: { rows: readonly PseudoLabel[]; total: number }) {
  // The surest say little; where the rule ends is where it goes wrong.
  const shown =
    rows.length <= SHOWN ? rows : [...rows.slice(0, SHOWN / 2), ...rows.slice(-SHOWN / 2)];
  return (
    <>
      <Text size="sm" c="dimmed">
        {rows.length > SHOWN
          ? `The surest ${SHOWN / 2} and the least sure ${SHOWN / 2} of ${count(total)}:`
          : 'The surest first:'}
      </Text>
      <ul className="pseudo-labels">
        {shown.map(({ boxId, code, probability, score, side }) => (
          <li key={boxId}>
            <BoxThumb box={{ boxId, revision: 0 }} alt={`A fin that would be named ${code}`} />
            <span className="gallery-facts">
              <span>
                <b>{code}</b> {side === 'unknown' ? '' : side}
              </span>
              <span>{probability === null ? `cos ${score.toFixed(2)}` : percent(probability)}</span>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Rounds({
  rounds,
  models,
}: {
  rounds: readonly PseudoLabelRound[];
  models: readonly Model[];
}) {
  const { recipe, setRecipe, show } = useEmbedder();
  const versionOf = (id: number | null) => {
    const found = models.find((model) => model.id === id);
    return found === undefined ? '–' : `v${found.version}`;
  };
  const score = (value: number | null) => (value === null ? '–' : share(value));
  return (
    <Table verticalSpacing={4} w="auto" aria-label="Rounds">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Round</Table.Th>
          <Table.Th>Rule</Table.Th>
          <Table.Th ta="right">Labels</Table.Th>
          <Table.Th>Named by</Table.Th>
          <Table.Th ta="right">MAP@5</Table.Th>
          <Table.Th>Learned by</Table.Th>
          <Table.Th ta="right">MAP@5</Table.Th>
          <Table.Th />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rounds.map((round, at) => (
          <Table.Tr key={round.id}>
            <Table.Td>
              {rounds.length - at}, {ago(round.createdAt)}
            </Table.Td>
            <Table.Td>{ruleWords(round.rule)}</Table.Td>
            <Table.Td ta="right">{count(round.labels)}</Table.Td>
            <Table.Td>{versionOf(round.modelId)}</Table.Td>
            <Table.Td ta="right">{score(round.map5Before)}</Table.Td>
            <Table.Td>{versionOf(round.trainedModelId)}</Table.Td>
            <Table.Td ta="right">{score(round.map5After)}</Table.Td>
            <Table.Td>
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => {
                  const others = (recipe.pseudoLabelRounds ?? []).filter((id) => id !== round.id);
                  setRecipe({ pseudoLabelRounds: [...others, round.id] });
                  show({ what: 'train' });
                }}
              >
                Train with it…
              </Button>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** Fins that the network names by itself, to learn from: by a rule, looked at before, and with what came of it. */
export function PseudoPage({ models }: { models: readonly Model[] }) {
  const { rule, setRule, show } = useEmbedder();
  const sure = sureFromOf(models);
  const threshold = rule.threshold ?? sure?.chance ?? USUAL_CHANCE;
  const [settled] = useDebouncedValue({ ...rule, threshold }, 300);
  const rounds = useRounds();
  const preview = useQuery({
    queryKey: ['decisions', 'pseudo', asked(settled)],
    queryFn: () => api.embedder.previewPseudoLabels(asked(settled)),
    placeholderData: keepPreviousData,
  });
  const keep = () =>
    void attempt('The round could not be kept', async () => {
      const round = await api.embedder.pseudoLabel(asked({ ...rule, threshold }));
      await queryClient.invalidateQueries({ queryKey: ['models'] });
      showDone(`${counted(round.labels, 'pseudo-label')} kept for the next training.`);
    });
  const total = preview.data?.total ?? 0;
  return (
    <div className="versions-page">
      <header>
        <Title order={1}>Pseudo-labels</Title>
        <Text c="dimmed">
          Fins without a name that the network is sure of can teach the next version. They name
          nobody in the catalogue, are never used for judging, and a round that did not help is
          simply left out.
        </Text>
      </header>
      <Radio.Group
        label="Which fins"
        value={rule.by}
        onChange={(by) => setRule({ by: by === 'top' ? 'top' : 'threshold' })}
      >
        <Stack gap={6} mt={6}>
          <Group gap="md">
            <Radio
              value="threshold"
              label={`Those with a chance of at least ${percent(threshold)}`}
            />
            <Slider
              w={220}
              thumbLabel="Least chance"
              label={null}
              min={0.3}
              max={0.99}
              step={0.01}
              disabled={rule.by !== 'threshold'}
              value={threshold}
              onChange={(chosen) => setRule({ threshold: chosen })}
            />
          </Group>
          {sure !== null && rule.by === 'threshold' && (
            <Text size="sm" c="dimmed">
              Of {count(sure.queries)} judged fins with a chance of at least {percent(sure.chance)},{' '}
              {percent(sure.share)} were named right.
            </Text>
          )}
          <Group gap="md">
            <Radio value="top" label="The surest, so many:" />
            <NumberInput
              aria-label="How many of the surest"
              size="xs"
              w={100}
              min={1}
              max={1_000_000}
              disabled={rule.by !== 'top'}
              value={rule.top}
              onChange={(top) => setRule({ top: typeof top === 'number' ? top : 100 })}
            />
          </Group>
        </Stack>
      </Radio.Group>
      {preview.isError ? (
        errorCodeOf(preview.error) === 'internal' || errorCodeOf(preview.error) === null ? (
          <FailedState error={preview.error} retry={() => void preview.refetch()} />
        ) : (
          // There is no network yet, or it has no vectors: nothing is broken.
          <Alert variant="default" title="Not yet" role="status">
            <Group justify="space-between">
              <Text size="sm">{wordsOf(preview.error)}</Text>
              <Button variant="default" onClick={() => show({ what: 'standing' })}>
                Where things stand
              </Button>
            </Group>
          </Alert>
        )
      ) : (
        <section
          className="panel"
          aria-label="What the rule would name"
          aria-busy={preview.isFetching}
        >
          <Group justify="space-between" mb="xs">
            <Title order={2}>{counted(total, 'fin')} would be named</Title>
            <Button disabled={total === 0} onClick={keep}>
              Keep these for the next training
            </Button>
          </Group>
          {preview.data !== undefined && total > 0 && <Labels {...preview.data} />}
          {preview.data !== undefined && total === 0 && (
            <Text c="dimmed">
              No fin without a name is that sure. Lower the rule, or name more fins first.
            </Text>
          )}
        </section>
      )}
      <section className="panel" aria-label="Rounds so far">
        <Title order={2} mb="xs">
          Rounds so far
        </Title>
        {rounds.data === undefined || rounds.data.length === 0 ? (
          <Text c="dimmed">
            None yet. A round shows here with the MAP@5 before it and after the training that
            learned from it.
          </Text>
        ) : (
          <Rounds rounds={rounds.data} models={models} />
        )}
      </section>
    </div>
  );
}
