import { Button, Code, CopyButton, Group, Progress, Text } from '@mantine/core';
import { IconCircleCheck, IconFolder, IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ExportFormat } from '#terms/exports/formats.ts';
import type { ExportPreview } from '#terms/exports/report.ts';
import { resultOf } from '#terms/jobs/index.ts';
import type { Job } from '#terms/jobs/job.ts';
import { duration } from '#terms/words.ts';
import { bridge } from '../client/bridge.ts';
import { api } from '../client/connection.ts';
import { attempt } from '../client/error-words.ts';
import { useJobs } from '../client/queries.ts';
import { pickFolder } from '../dialogs/pick.ts';
import { isActive } from '../jobs/active-job.ts';
import { beginJob } from '../jobs/begin-job.ts';
import { bytes, count } from '../parts/words.ts';
import { useExportStore, type Choices } from './export-store.ts';
import { goesIn, inDispute, staysOut } from './left-out.ts';

function Running({ job }: { job: Job }) {
  const part = job.total === null ? 100 : (100 * job.done) / Math.max(1, job.total);
  return (
    <div style={{ flex: 1 }}>
      <Text size="sm">
        {job.state === 'queued'
          ? 'Waits for the job before it'
          : `${job.phase === '' ? 'Starting' : job.phase}: ${count(job.done)}${job.total === null ? '' : ` of ${count(job.total)}`} ${job.unit}${job.secondsLeft === null ? '' : ` · ${duration(job.secondsLeft)} left`}`}
      </Text>
      <Progress
        mt={4}
        value={part}
        animated={job.total === null || job.state === 'queued'}
        aria-label={`${job.title}, progress`}
      />
    </div>
  );
}

/** Where it went, what went in, and what stayed out and why. */
function Report({ job }: { job: Job }) {
  const report = resultOf(job, 'export');
  if (report === null) return null;
  const desktop = bridge();
  const out = staysOut(report);
  return (
    <div className="export-report" role="status">
      <IconCircleCheck size={20} className="done" aria-hidden />
      <div style={{ flex: 1, minWidth: 0 }}>
        <Text>
          Written: {goesIn(report)}, {bytes(report.bytes)}.{' '}
          {out === '' ? 'Nothing was left out.' : `${out}.`} {inDispute(report)}
        </Text>
        <Code className="export-path">{report.path}</Code>
      </div>
      {desktop === undefined ? (
        <CopyButton value={report.path}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? 'Copied' : 'Copy the path'}
            </Button>
          )}
        </CopyButton>
      ) : (
        <Button
          variant="default"
          leftSection={<IconFolder size={16} />}
          onClick={() => desktop.showExport(job.id)}
        >
          Show in folder
        </Button>
      )}
    </div>
  );
}

/** The bottom of the view: what will go in and stay out, where to, and then how it went. */
export function ExportBar({
  format,
  isFiltered,
  choices,
  preview,
}: {
  format: ExportFormat;
  /** Whether filters can leave nothing of it. */
  isFiltered: boolean;
  choices: Choices;
  preview: ExportPreview | undefined;
}) {
  const { folder, setFolder, jobs: started, started: remember } = useExportStore();
  const { data: jobs } = useJobs();
  const last = useQuery({
    queryKey: ['jobs', 'last export folder'],
    queryFn: () => api.exports.lastFolder(),
  });
  const job = jobs?.find(({ id }) => id === started[format]);
  const isRunning = isActive(job);
  const place = folder ?? last.data?.folder ?? null;
  const isEmpty =
    preview !== undefined &&
    isFiltered &&
    preview.counts.boxes === 0 &&
    preview.counts.photos === 0;

  const choosePlace = async () => {
    const chosen = await pickFolder('Choose where the export goes');
    if (chosen !== null) setFolder(chosen);
    return chosen;
  };
  const write = async () => {
    const into = place ?? (await choosePlace());
    if (into === null) return;
    await beginJob('The export could not begin', async () => {
      const { id } = await api.exports.start({ format, options: choices, folder: into });
      remember(format, id);
    });
  };

  return (
    <footer className="export-bar" role="group" aria-label="Write the export">
      {job?.state === 'done' && <Report job={job} />}
      {job?.state === 'failed' && (
        <Text className="error" role="alert">
          {job.error?.message ?? 'The export failed.'}
        </Text>
      )}
      <Group gap="md" wrap="nowrap">
        {isRunning ? (
          <Running job={job} />
        ) : (
          <div style={{ flex: 1, minWidth: 0 }} aria-live="polite">
            {preview !== undefined && (
              <>
                <Text>{goesIn(preview)}</Text>
                <Text size="sm" c="dimmed">
                  {staysOut(preview) === '' ? 'Nothing stays out' : staysOut(preview)}
                </Text>
                {preview.disputed > 0 && (
                  <Text size="sm" role="note" className="export-disputed">
                    {inDispute(preview)} “Without fins in dispute” leaves them out.
                  </Text>
                )}
              </>
            )}
          </div>
        )}
        {isRunning ? (
          <Button
            variant="default"
            onClick={() =>
              void attempt('It could not be cancelled', () => api.jobs.cancel({ jobId: job.id }))
            }
          >
            Cancel
          </Button>
        ) : (
          <>
            {place !== null && (
              <Button
                variant="default"
                className="export-place"
                leftSection={<IconFolder size={16} />}
                title={place}
                aria-label={`Goes to ${place}; choose another folder`}
                onClick={() => void choosePlace()}
              >
                {place.split(/[\\/]/).findLast((part) => part !== '') ?? place}
              </Button>
            )}
            <Button
              leftSection={<IconUpload size={16} />}
              disabled={preview === undefined || isEmpty}
              onClick={() => void write()}
            >
              {place === null ? 'Export to a folder…' : 'Export'}
            </Button>
          </>
        )}
      </Group>
    </footer>
  );
}
