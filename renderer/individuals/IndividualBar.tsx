import { ActionIcon, Button, Tooltip } from '@mantine/core';
import {
  IconArrowLeft,
  IconArrowMerge,
  IconArrowsSplit,
  IconChevronLeft,
  IconChevronRight,
  IconHistory,
  IconStar,
} from '@tabler/icons-react';
import type { IndividualCard } from '#terms/identity/individuals.ts';
import { seenWords } from './Gallery.tsx';
import { openIndividual } from './individuals-store.ts';

/** What opens over a page. */
export type PageDialog = 'merge' | 'split' | 'history';

/** Who it is, and what can be done with it. */
export function IndividualBar({
  card,
  chosen,
  canSplit,
  canBest,
  before,
  after,
  open,
  makeBest,
  step,
}: {
  card: IndividualCard;
  /** Photos chosen to be split off. */
  chosen: number;
  canSplit: boolean;
  canBest: boolean;
  /** Whether somebody stands before and after it in the list. */
  before: boolean;
  after: boolean;
  open: (dialog: PageDialog) => void;
  makeBest: () => void;
  step: (by: number) => void;
}) {
  const title = [card.code, card.name === null ? null : `“${card.name}”`].filter(Boolean).join(' ');
  return (
    <header className="individual-bar">
      <Tooltip label="All individuals (Esc)">
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="All individuals"
          onClick={() => openIndividual(null)}
        >
          <IconArrowLeft size={18} />
        </ActionIcon>
      </Tooltip>
      <h1 title={title}>{title}</h1>
      <span className="individual-about">
        {[card.species, card.boxes === 0 ? 'no photo yet' : seenWords(card)]
          .filter(Boolean)
          .join(' · ')}
      </span>
      <span className="individual-tools">
        <Button
          size="xs"
          variant="default"
          leftSection={<IconArrowMerge size={15} />}
          onClick={() => open('merge')}
        >
          Merge
        </Button>
        <Button
          size="xs"
          variant={chosen > 0 ? 'filled' : 'default'}
          leftSection={<IconArrowsSplit size={15} />}
          disabled={!canSplit}
          onClick={() => open('split')}
        >
          {chosen > 0 ? `Split off ${chosen}` : 'Split'}
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconStar size={15} />}
          disabled={!canBest}
          onClick={makeBest}
        >
          Best
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconHistory size={15} />}
          onClick={() => open('history')}
        >
          History
        </Button>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="The individual before"
          disabled={!before}
          onClick={() => step(-1)}
        >
          <IconChevronLeft size={18} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="The next individual"
          disabled={!after}
          onClick={() => step(1)}
        >
          <IconChevronRight size={18} />
        </ActionIcon>
      </span>
    </header>
  );
}
