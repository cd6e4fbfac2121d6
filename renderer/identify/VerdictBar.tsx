import { Button, Kbd } from '@mantine/core';
import { CodeText } from '../parts/CodeText.tsx';
import { verdictActions, type IdentifyContext } from './identify-actions.ts';
import { useLastStep } from './last-step.ts';

const colours: Record<string, string> = {
  m: 'var(--mean-match)',
  p: 'var(--mean-match)',
  n: 'var(--mean-new)',
  s: 'var(--mean-unsure)',
  c: 'var(--mean-unsure)',
  x: 'var(--mean-rejected)',
};

/** The six verdicts, and what the catalogue has confirmed last. */
export function VerdictBar({
  context,
  subject,
  newCode,
}: {
  context: IdentifyContext;
  /** Whom a match would name. */
  subject: string | null;
  newCode: string;
}) {
  const { words, count } = useLastStep();
  const label = (id: string, title: string) => {
    if (id === 'verdict.match' || id === 'verdict.probable') return { word: title, code: subject };
    return id === 'verdict.new' ? { word: 'new', code: newCode } : { word: title, code: null };
  };
  return (
    <div className="verdicts" role="toolbar" aria-label="Verdict">
      {verdictActions.map(({ id, keys, shown, title, perform }) => {
        const { word, code } = label(id, title);
        const needsSubject = id === 'verdict.match' || id === 'verdict.probable';
        return (
          <Button
            key={id}
            size="sm"
            variant="default"
            className="verdict"
            style={{ '--verdict': colours[keys[0]] }}
            // The code may be cut on the screen, never for who listens.
            aria-label={code === null ? undefined : `${shown} ${word} ${code}`}
            disabled={needsSubject && subject === null}
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
