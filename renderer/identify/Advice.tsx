import { ActionIcon, Button } from '@mantine/core';
import { IconBulb, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { goTo } from '../route.ts';
import { useEmbedderStanding } from '../training/use-standing.ts';
import { makeMissingVectors } from './make-vectors.ts';

/** What would help the matching most, where there is something; it can be put away. */
export function Advice() {
  const { data } = useEmbedderStanding();
  const [away, setAway] = useState<string | null>(null);
  if (data === undefined || data.advice === null || data.advice === away) return null;
  return (
    <div className="advice" role="status">
      <IconBulb size={16} aria-hidden />
      <span className="advice-words">{data.advice}</span>
      {data.worth !== null && (
        <Button
          size="compact-xs"
          variant="light"
          onClick={() => (data.worth === 'embed' ? void makeMissingVectors() : goTo('models'))}
        >
          {data.worth === 'embed' ? 'Make the vectors' : 'Train'}
        </Button>
      )}
      <ActionIcon
        size="sm"
        variant="subtle"
        color="gray"
        aria-label="Put this advice away"
        onClick={() => setAway(data.advice)}
      >
        <IconX size={14} />
      </ActionIcon>
    </div>
  );
}
