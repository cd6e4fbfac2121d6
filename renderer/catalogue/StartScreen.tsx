import '../parts/choice-button.css';
import './start.css';
import { ActionIcon, Anchor, Group, Stack, Text, Title } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { catalogueEnding } from '#terms/files/endings.ts';
import type { Action } from '../actions/action.ts';
import { api } from '../client/connection.ts';
import { attempt } from '../client/error-words.ts';
import { queryClient } from '../client/queries.ts';
import { ago } from '../parts/words.ts';
import { demoAction, newAction, openAction, unpackAction } from './actions.ts';
import { openFolder } from './open-folder.tsx';

const choices: { action: Action; title: string; words: string }[] = [
  {
    action: demoAction,
    title: 'Open the demo catalogue',
    words:
      '240 drawn photos of 24 dolphins that do not exist. Ready in a few minutes; nothing of yours is touched.',
  },
  {
    action: newAction,
    title: 'New catalogue',
    words: 'Start with your own photos. They stay where they are and are never changed.',
  },
  {
    action: openAction,
    title: 'Open a catalogue',
    words: `A folder that ends in ${catalogueEnding}`,
  },
  {
    action: unpackAction,
    title: 'Open a catalogue from a zip',
    words: 'One that was exported as a whole, on another machine or for an archive',
  },
];

/** A fin in a calm sea: what this is about, before a word is read. */
function Picture() {
  return (
    <div className="start-picture" aria-hidden>
      <svg viewBox="0 0 500 800" preserveAspectRatio="xMidYMid slice">
        <path
          d="M0 292c60-14 120 2 190-10s110-22 170-8 90-4 140-14v34H0z"
          fill="#6d8088"
          opacity=".7"
        />
        <path
          d="M96 500c70-42 120-56 170-66 22-62 44-104 92-130-6 48 4 92 40 134 40 14 78 38 108 62z"
          fill="#2b3942"
        />
        <path d="M348 330l-9 8 8 5zM343 362l-12 4 10 9zM351 398l-8 8 11 3z" fill="#7d9299" />
        <path
          d="M70 502c60-10 90 8 150 2s120-10 170 0 90-6 120-4v12c-60 6-110-4-170 2s-190 6-270-2z"
          fill="#dbe7e8"
          opacity=".8"
        />
        <g stroke="#cfe0e2" strokeWidth="3" opacity=".25" strokeLinecap="round">
          <path d="M20 560h130M210 548h90M350 574h120M60 620h180M290 640h150M10 690h110M190 706h240" />
        </g>
      </svg>
    </div>
  );
}

export function StartScreen() {
  const recent = useQuery({ queryKey: ['recent'], queryFn: () => api.catalogue.recent() });
  const known = (recent.data ?? []).slice(0, 5);
  return (
    <main className="start">
      <Picture />
      <div className="start-body">
        <div>
          <Title order={1}>Resight</Title>
          <Text c="dimmed" size="lg">
            Recognise individual whales and dolphins by the marks on their fins, on your own
            machine.
          </Text>
        </div>
        <Stack gap="sm">
          {choices.map(({ action: { id, icon: Mark, perform }, title, words }, index) => (
            <button
              key={id}
              type="button"
              className={`card-button choice-button ${index === 0 && known.length === 0 ? 'primary' : ''}`}
              onClick={perform}
            >
              <Mark size={26} stroke={1.5} aria-hidden />
              <span>
                <Text component="span" fw={600} display="block">
                  {title}
                </Text>
                <Text component="span" c="dimmed" size="sm">
                  {words}
                </Text>
              </span>
            </button>
          ))}
        </Stack>
        {known.length > 0 && (
          <div>
            <Title order={2} mb="xs">
              Recent
            </Title>
            {known.map(({ folder, name, openedAt, exists }) => (
              <Group key={folder} gap="xs" wrap="nowrap">
                <Anchor
                  component="button"
                  type="button"
                  disabled={!exists}
                  onClick={() => void openFolder(folder)}
                >
                  {name}
                </Anchor>
                <Text c="dimmed" size="sm" truncate flex={1}>
                  {exists ? `${folder} · ${ago(openedAt)}` : `${folder} is not there`}
                </Text>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`Take ${name} off this list`}
                  onClick={() =>
                    void attempt('It stays on the list', async () => {
                      await api.catalogue.forget({ folder });
                      await queryClient.invalidateQueries({ queryKey: ['recent'] });
                    })
                  }
                >
                  <IconX size={14} />
                </ActionIcon>
              </Group>
            ))}
          </div>
        )}
      </div>
    </main>
  );
}
