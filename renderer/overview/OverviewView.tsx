import './overview.css';
import { Group, Stack, Text, Title } from '@mantine/core';
import type { Overview } from '#terms/catalogue.ts';
import { saysOf } from '#terms/identity/verdicts.ts';
import type { EmbedderStanding } from '#terms/training/standing.ts';
import { useJobs, useOverview } from '../client/queries.ts';
import { useEmbedderStanding } from '../training/use-standing.ts';
import { makeMissingVectors } from '../identify/make-vectors.ts';
import { showTab } from '../individuals/individuals-store.ts';
import { useKnownDuplicates } from '../individuals/review-lists.ts';
import { JobRow } from '../jobs/JobRow.tsx';
import { FailedState } from '../parts/FailedState.tsx';
import { NextStep } from '../parts/NextStep.tsx';
import { PhotoThumb } from '../parts/PhotoThumb.tsx';
import { ago, count, counted, dateTime } from '../parts/words.ts';
import { importFolder } from '../photos/import.ts';
import { usePhotoStore } from '../photos/photo-store.ts';
import { goTo } from '../route.ts';
import { TourButton, TourOffer } from '../tour/TourOffer.tsx';
import { nextStep } from './next-step.ts';

/** Names of photos that are not with an animal yet, by what they wait for. */
const namesOf = ({ namesUnboxed, namesToPlace, namesToCheck }: Overview) => ({
  value: namesUnboxed + namesToPlace + namesToCheck,
  waits: [
    namesToPlace > 0 ? `${count(namesToPlace)} to place` : '',
    namesUnboxed > 0 ? `${count(namesUnboxed)} not boxed` : '',
    namesToCheck > 0 ? `${count(namesToCheck)} to check` : '',
  ]
    .filter((part) => part !== '')
    .join(' · '),
});

/** What of the loop waits, step by step; a vector is made of a crop, which is cut when it is needed. */
function stepsOf(overview: Overview, standing: EmbedderStanding | undefined, duplicates: number) {
  const lacking = standing === undefined ? 0 : standing.withoutVector;
  const vectors =
    overview.embedder === null
      ? 'no network yet'
      : `${lacking > 0 ? `${count(lacking)} without · ` : ''}model v${overview.embedder.version}`;
  return [
    {
      title: 'Photos',
      value: overview.photos,
      waits:
        overview.unreadableFiles > 0
          ? `${count(overview.unreadableFiles)} unreadable`
          : `${count(overview.uncheckedPhotos)} unchecked`,
    },
    { title: 'Encounters', value: overview.encounters, waits: '' },
    {
      title: 'Boxes',
      value: overview.boxes,
      waits: overview.proposedBoxes > 0 ? `${count(overview.proposedBoxes)} to check` : '',
    },
    { title: 'Crops and vectors', value: overview.vectors, waits: vectors },
    ...(overview.namesUnboxed + overview.namesToPlace + overview.namesToCheck > 0
      ? [{ title: 'Unboxed names', ...namesOf(overview) }]
      : []),
    {
      title: 'Identified',
      value: overview.identifiedBoxes,
      waits: overview.openBoxes > 0 ? `${count(overview.openBoxes)} open` : '',
    },
    {
      title: 'Individuals',
      value: overview.individuals,
      waits: duplicates > 0 ? counted(duplicates, 'likely duplicate') : '',
    },
  ];
}

function RecentEncounters({ encounters }: { encounters: Overview['recentEncounters'] }) {
  return (
    <section className="panel">
      <Title order={2} mb="sm">
        Recent encounters
      </Title>
      {encounters.length === 0 ? (
        <Text c="dimmed">Photos are grouped into encounters when they are imported.</Text>
      ) : (
        <div className="encounter-cards">
          {encounters.map(({ id, name, startsMs, dayOnly, photos, coverPhotoId }) => (
            <button
              key={id}
              type="button"
              className="bare-button encounter-card"
              onClick={() => {
                usePhotoStore.getState().setFilter({ encounterId: id });
                goTo('photos');
              }}
            >
              <PhotoThumb photoId={coverPhotoId} />
              <Text lineClamp={2} fw={600} lh={1.3}>
                {name}
              </Text>
              <Text size="sm" c="dimmed">
                {counted(photos, 'photo')}
                {/* Most are called by when they began. */}
                {name.startsWith(dateTime(startsMs, dayOnly))
                  ? ''
                  : ` · ${dateTime(startsMs, dayOnly)}`}
              </Text>
            </button>
          ))}
        </div>
      )}
    </section>
  );
}

function RecentDecisions({ decisions }: { decisions: Overview['recentDecisions'] }) {
  return (
    <section className="panel">
      <Title order={2} mb="sm">
        Recent decisions
      </Title>
      {decisions.length === 0 ? (
        <Text c="dimmed">
          Nobody has decided about a fin yet. Who it is, who said so and when will stand here.
        </Text>
      ) : (
        <ul className="decision-list">
          {decisions.map(
            ({ id, photoId, verdict, individualCode, reviewer, origin, decidedAt }) => (
              <li key={id}>
                <PhotoThumb photoId={photoId} />
                <Text>
                  {saysOf(verdict)} <strong>{individualCode ?? ''}</strong>
                </Text>
                <Text size="sm" c="dimmed">
                  {reviewer ?? (origin === 'import' ? 'imported' : 'unnamed')}, {ago(decidedAt)}
                </Text>
              </li>
            ),
          )}
        </ul>
      )}
    </section>
  );
}

export function OverviewView() {
  const overview = useOverview();
  const { data: standing } = useEmbedderStanding();
  const { data: duplicates = [] } = useKnownDuplicates();
  const { data: jobs = [] } = useJobs();
  if (overview.isError) {
    return <FailedState error={overview.error} retry={() => void overview.refetch()} />;
  }
  if (overview.data === undefined) return null;
  const step = nextStep(overview.data, standing ?? null);
  const follow = () => {
    const { target } = step;
    if ('view' in target) {
      if (target.view === 'individuals' && overview.data.namesToPlace > 0) showTab('names');
      goTo(target.view);
    } else if ('make' in target) void makeMissingVectors();
    else void importFolder();
  };
  return (
    <Stack className="view" gap="lg">
      <Group justify="space-between">
        <Title order={1}>Overview</Title>
        <TourButton />
      </Group>
      <TourOffer />
      <section className="loop" aria-label="The loop as it stands">
        {stepsOf(overview.data, standing, duplicates.length).map(({ title, value, waits }) => (
          <div key={title} className="loop-step">
            <Text size="sm" c="dimmed">
              {title}
            </Text>
            <div className="big-number">{count(value)}</div>
            <div className="loop-waits">{waits}</div>
          </div>
        ))}
      </section>
      <NextStep step={step} follow={follow} />
      <div className="two-columns">
        <RecentEncounters encounters={overview.data.recentEncounters} />
        <RecentDecisions decisions={overview.data.recentDecisions} />
        <section className="panel">
          <Title order={2} mb="sm">
            Jobs
          </Title>
          {jobs.length === 0 && (
            <Text c="dimmed">Nothing has run yet. Long work shows up here.</Text>
          )}
          {jobs.slice(0, 5).map((job) => (
            <JobRow key={job.id} job={job} />
          ))}
        </section>
      </div>
    </Stack>
  );
}
