import { Button, Kbd } from '@mantine/core';
import { verdicts } from '#terms/identity/verdicts.ts';
import { CodeText } from '../parts/CodeText.tsx';
import { verdictActions, type IdentifyContext } from './identify-actions.ts';
import { useLastStep } from './last-step.ts';

/** The verdicts, and what the catalogue has confirmed last. */
export function VerdictBar({
  context,
  subject,
  newCode,
}: {
  context: IdentifyContext;
  /** Whom a match would name. */
  subject: string | null;
  /** Null where "new" names nobody. */
  newCode: string | null;
}) {
  const { words, count } = useLastStep();
  return (
    <div className="verdicts" role="toolbar" aria-label="Verdict">
      {verdictActions.map(({ id, verdict, shown, title, perform }) => {
        const { names, colour } = verdicts[verdict];
        const code = names === 'known' ? subject : names === 'new' ? newCode : null;
        const word = names === 'new' ? verdict : title;
        return (
          <Button
            key={id}
            size="sm"
            variant="default"
            className="verdict"
            style={{ '--verdict': `var(--mean-${colour})` }}
            // The code may be cut on the screen, never for who listens.
            aria-label={code === null ? undefined : `${shown} ${word} ${code}`}
            disabled={names === 'known' && subject === null}
            leftSection={<Kbd size="xs">{shown}</Kbd>}
            onClick={() => perform(context)}
          >
            {code === null ? (
              word
            ) : (
              <>
                {word}&nbsp;
                <CodeText code={code} />
              </>
            )}
          </Button>
        );
      })}
      <span className="verdict-said" role="status" data-count={count}>
        {words}
      </span>
    </div>
  );
}
