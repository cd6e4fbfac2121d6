import './next-step.css';
import { Button, Text, Title } from '@mantine/core';

/** The one thing that brings a person furthest, with its button. */
export function NextStep({
  step: { words, button },
  follow,
}: {
  step: { words: string; button: string };
  follow: () => void;
}) {
  return (
    <section className="next-step" aria-label="Next best step">
      <div style={{ flex: 1 }}>
        <Title order={2} mb={4}>
          Next best step
        </Title>
        <Text size="lg">{words}</Text>
      </div>
      <Button size="md" onClick={follow}>
        {button}
      </Button>
    </section>
  );
}
