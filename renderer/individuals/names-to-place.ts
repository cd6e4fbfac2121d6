/** Names that wait for a person's word which box they belong to, and what the person says. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { NameToPlace } from '#terms/identity/waiting-names.ts';
import { api } from '../client/connection.ts';
import { attempt, showDone } from '../client/error-words.ts';
import { queryClient } from '../client/queries.ts';
import { asReviewer } from '../reviewer/as-reviewer.ts';

const namesKey = ['decisions', 'names to place'] as const;

export const useNamesToPlace = () =>
  useQuery({ queryKey: namesKey, queryFn: () => api.names.toPlace({}), staleTime: 60_000 });

/** Takes what was answered off the list at once; the list itself is asked for again meanwhile. */
const drop = (nameId: number) =>
  queryClient.setQueryData<{ total: number; rows: NameToPlace[] }>(
    namesKey,
    (list) =>
      list && { total: list.total - 1, rows: list.rows.filter((name) => name.nameId !== nameId) },
  );

type Answer = { decisionId: number } | { refused: number };

/** Answers, each taken back in turn. */
export function usePlacing() {
  const [answers, setAnswers] = useState<Answer[]>([]);
  const failed = 'It could not be stored';
  const again = () => queryClient.invalidateQueries({ queryKey: namesKey });
  return {
    give: (name: NameToPlace, { boxId, version }: NameToPlace['boxes'][number]) =>
      asReviewer((reviewerId) => {
        void attempt(failed, async () => {
          const { nameId, code, photoName } = name;
          const box = { boxId, version };
          const { decisionIds } = await api.names
            .place({ nameId, box, reviewerId })
            .finally(() => void again());
          drop(nameId);
          setAnswers((all) => [...all, ...decisionIds.map((decisionId) => ({ decisionId }))]);
          showDone(`That is ${code} on ${photoName}. Ctrl Z takes it back.`);
        });
      }),
    refuse: ({ nameId, code, photoName }: NameToPlace) =>
      asReviewer((reviewerId) => {
        void attempt(failed, async () => {
          await api.names.refuse({ nameId, reviewerId }).finally(() => void again());
          drop(nameId);
          setAnswers((all) => [...all, { refused: nameId }]);
          showDone(`${code} is not on ${photoName}. Ctrl Z takes it back.`);
        });
      }),
    undo: () =>
      asReviewer((reviewerId) => {
        const last = answers.at(-1);
        if (last === undefined) return;
        void attempt('It could not be taken back', async () => {
          if ('refused' in last) await api.names.restore({ nameId: last.refused, reviewerId });
          else await api.decisions.undo({ decisionId: last.decisionId, reviewerId });
          setAnswers((all) => all.slice(0, -1));
          await again();
          showDone('Taken back: the name is asked about again.');
        });
      }),
  };
}
