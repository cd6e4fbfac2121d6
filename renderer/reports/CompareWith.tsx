import type { Model } from '#terms/models/versions.ts';
import './reports.css';
import { Alert, Button, Group, Select, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { JobKind } from '#terms/jobs/index.ts';
import { useActiveJob } from '../jobs/active-job.ts';
import { beginJob } from '../jobs/begin-job.ts';
import { JobProgress } from '../jobs/JobProgress.tsx';
import { evaluationQuery } from './evaluation-query.ts';

/** A choice of another version, and either both reports side by side or the way to have them. */
export function CompareWith<Report>({
  model,
  models,
  chosenId,
  choose,
  evaluation,
  areAlike,
  judgeKind,
  judge,
  words,
  children,
}: {
  model: Model;
  models: readonly Model[];
  /** The other version, if one was chosen. */
  chosenId: number | null | undefined;
  choose: (otherId: number | null) => void;
  /** The last report of a version; null if it was never judged. */
  evaluation: (modelId: number) => Promise<Report | null>;
  /** Whether two reports are of the same cases. */
  areAlike: (a: Report, b: Report) => boolean;
  judgeKind: JobKind;
  judge: (otherId: number) => Promise<unknown>;
  words: {
    /** Why two reports cannot be set against each other: `was judged on other photos`. */
    unlike: string;
    /** `photos`, `fins`: what it may have learned from. */
    seen: string;
    button: (report: Report) => string;
  };
  children: (other: Model, reports: readonly [Report, Report]) => ReactNode;
}) {
  const others = models.filter(
    ({ id, state }) => id !== model.id && (state === 'ready' || state === 'retired'),
  );
  const other = others.find(({ id }) => id === chosenId);
  const { data: report } = useQuery(evaluationQuery(model.id, evaluation));
  const { data: theirs } = useQuery(evaluationQuery(other?.id ?? null, evaluation));
  const judging = useActiveJob(judgeKind);
  if (others.length === 0 || report === null || report === undefined) return null;
  return (
    <section className="panel report" aria-label="Compare with another version">
      <Group justify="space-between">
        <Title order={2}>Compare with another version</Title>
        <Select
          aria-label="Other version"
          placeholder="Choose a version"
          w={260}
          clearable
          data={others.map(({ id, version, name }) => ({
            value: `${id}`,
            label: `v${version} ${name}`,
          }))}
          value={other === undefined ? null : `${other.id}`}
          onChange={(value) => choose(value === null ? null : Number(value))}
        />
      </Group>
      {other !== undefined && judging !== undefined && <JobProgress job={judging} />}
      {other !== undefined &&
        theirs !== undefined &&
        (theirs !== null && areAlike(report, theirs)
          ? children(other, [theirs, report])
          : judging === undefined && (
              <Alert variant="default">
                <Group justify="space-between" wrap="nowrap">
                  <Text size="sm">
                    {theirs === null
                      ? `${other.name} has not been judged.`
                      : `${other.name} ${words.unlike}, so their figures cannot be set against each other.`}{' '}
                    Some of these {words.seen} may be among those that it learned from; then it
                    looks better than it is.
                  </Text>
                  <Button
                    style={{ flex: 'none' }}
                    onClick={() => void beginJob('It could not be judged', () => judge(other.id))}
                  >
                    {words.button(report)}
                  </Button>
                </Group>
              </Alert>
            ))}
    </section>
  );
}
