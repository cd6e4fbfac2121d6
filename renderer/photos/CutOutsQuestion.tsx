import { Alert, Button, Group, Select, Text } from '@mantine/core';
import { IconCrop } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { cutOutsQuestion } from '#terms/photos/cut-outs.ts';
import { api } from '../client/connection.ts';
import { attempt, showDone } from '../client/error-words.ts';
import { counted } from '../parts/words.ts';

/** Asked once after an import whose pictures look as if somebody had cut them out. */
export function CutOutsQuestion() {
  const { data: asked } = useQuery({
    queryKey: ['photos', 'cut-outs asked'],
    queryFn: () => api.imports.askedCutOuts(),
  });
  const { data: classes = [] } = useQuery({
    queryKey: ['boxes', 'classes'],
    queryFn: () => api.boxes.classes(),
  });
  const [className, setClassName] = useState<string | null>(null);
  if (asked === undefined || asked === null) return null;
  const { jobId, photos, paths } = asked;
  const chosen = className ?? classes[0]?.name ?? null;
  const answer = (work: () => Promise<void>) =>
    void attempt('The answer could not be stored', async () => {
      await work();
      await api.imports.answerCutOuts({ jobId });
    });
  return (
    <Alert icon={<IconCrop />} py="xs" radius={0} aria-label="Cut-outs?">
      <Group justify="space-between" gap="xs">
        <Text style={{ flex: 1, minWidth: 260 }}>
          {cutOutsQuestion(photos)} Then its box is the whole picture, and no detector learns from
          it.
        </Text>
        <Group gap="xs">
          <Select
            aria-label="What they show"
            size="xs"
            w={140}
            allowDeselect={false}
            data={classes.map(({ name }) => name)}
            value={chosen}
            onChange={setClassName}
          />
          <Button
            size="compact-sm"
            onClick={() =>
              answer(async () => {
                const { added } = await api.imports.makeCutOuts({ paths, className: chosen });
                showDone(`${counted(added, 'cut-out')}. Take it back under Jobs.`);
              })
            }
          >
            These are cut-outs
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => answer(async () => {})}>
            No, whole photos
          </Button>
        </Group>
      </Group>
    </Alert>
  );
}
