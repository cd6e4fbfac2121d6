import { Badge, Button, Kbd, Loader, Menu, RingProgress, Text, Tooltip } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconChevronDown, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { CatalogueInfo } from '#api/contract/index.ts';
import { actions, keyWords } from '../actions/actions.tsx';
import { api } from '../client/connection.ts';
import { attempt } from '../client/error-words.ts';
import { useJobs, useReviewers, useSettings } from '../client/queries.ts';
import { duration } from '../parts/words.ts';
import { goTo } from '../route.ts';
import { useDialogs } from './dialogs.ts';

const menuActions = [
  'catalogue.new',
  'catalogue.open',
  'catalogue.demo',
  'catalogue.backup',
  'catalogue.close',
];

function CatalogueMenu({ catalogue }: { catalogue: CatalogueInfo }) {
  const recent = useQuery({ queryKey: ['recent'], queryFn: () => api.catalogue.recent() });
  const others = (recent.data ?? [])
    .filter(({ folder, exists }) => exists && folder !== catalogue.folder)
    .slice(0, 6);
  return (
    <Menu position="bottom-start" width={320}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          rightSection={<IconChevronDown size={14} />}
          maw="clamp(180px, 24vw, 560px)"
          title={catalogue.name}
        >
          <Text truncate fw={600}>
            {catalogue.name}
          </Text>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{catalogue.folder}</Menu.Label>
        {menuActions.map((id) => {
          const action = actions.find((candidate) => candidate.id === id);
          if (action === undefined) return null;
          const { icon: Picture, title, keys, perform } = action;
          return (
            <Menu.Item
              key={id}
              leftSection={<Picture size={16} />}
              rightSection={keys === undefined ? undefined : <Kbd size="xs">{keyWords(keys)}</Kbd>}
              onClick={perform}
            >
              {title}
            </Menu.Item>
          );
        })}
        {others.length > 0 && <Menu.Label>Recent</Menu.Label>}
        {others.map(({ folder, name }) => (
          <Menu.Item
            key={folder}
            onClick={() =>
              void attempt('It could not be opened', () => api.catalogue.open({ folder }))
            }
          >
            {name}
            <Text size="xs" c="dimmed" truncate>
              {folder}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function JobPill() {
  const { data: jobs } = useJobs();
  const running = jobs?.find(({ state }) => state === 'running');
  if (running === undefined) return null;
  const part = running.total === null ? null : (100 * running.done) / Math.max(1, running.total);
  const left = running.secondsLeft === null ? '' : ` ${duration(running.secondsLeft)}`;
  return (
    <Tooltip label={`${running.title}: ${running.phase || 'starting'}`}>
      <button type="button" className="job-pill" onClick={() => goTo('jobs')}>
        {part === null ? (
          <Loader size={18} aria-hidden />
        ) : (
          <RingProgress
            size={26}
            thickness={4}
            sections={[{ value: part, color: 'teal' }]}
            aria-hidden
          />
        )}
        <span>{part === null ? running.phase || 'Starting' : `${Math.floor(part)}%${left}`}</span>
        <span className="visually-hidden">{running.title}</span>
      </button>
    </Tooltip>
  );
}

function ReviewerMark() {
  const { data: settings } = useSettings();
  const { data: reviewers } = useReviewers();
  const reviewer = reviewers?.find(({ id }) => id === settings?.reviewerId);
  const label =
    reviewer === undefined ? 'Who is deciding? Set your name' : `Reviewer: ${reviewer.name}`;
  return (
    <Tooltip label={label}>
      <button
        type="button"
        className="reviewer-mark"
        aria-label={label}
        onClick={() => useDialogs.getState().open('reviewer')}
      >
        {reviewer?.initials ?? '?'}
      </button>
    </Tooltip>
  );
}

export function TopBar({ catalogue }: { catalogue: CatalogueInfo }) {
  return (
    <header className="top-bar">
      <CatalogueMenu catalogue={catalogue} />
      {catalogue.readOnly && (
        <Tooltip label="The folder cannot be written: you can look, and nothing is changed.">
          <Badge color="yellow">read-only</Badge>
        </Tooltip>
      )}
      <button type="button" className="search-box" onClick={() => spotlight.open()}>
        <IconSearch size={15} aria-hidden />
        <span>Search or run a command</span>
        <Kbd size="xs">{keyWords('mod+K')}</Kbd>
      </button>
      <JobPill />
      <ReviewerMark />
    </header>
  );
}
