import { QueryClient, useQuery } from '@tanstack/react-query';
import type { CatalogueInfo } from '#terms/catalogue.ts';
import type { Job } from '#terms/jobs/job.ts';
import { answersMadeOld, type Topic } from '#terms/events.ts';
import { api, onOnline, useConnection } from './connection.ts';
import { errorCodeOf } from './error-words.ts';
import { takeSeat } from './seat.ts';

export const queryClient = new QueryClient({
  defaultOptions: {
    // The shell is on this machine: a boat out of reach of any network is no reason to wait.
    mutations: { networkMode: 'always' },
    queries: {
      networkMode: 'always',
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      // An error of ours says what is wrong; asking again changes nothing.
      retry: (count, error) => errorCodeOf(error) === null && count < 3,
    },
  },
});

/** Old answers that are asked for again; a query's key begins with the name of its answers. */
function ask(topics: Iterable<Topic>): void {
  const keys = [...topics].flatMap((topic) => answersMadeOld[topic]);
  // What an export would write hangs on everything.
  for (const key of new Set([...keys, 'exports']))
    void queryClient.invalidateQueries({ queryKey: [key] });
}

/** A verdict makes long lists old; while verdicts follow each other these are asked for once. */
const QUIET_MS = 150;
const LATEST_MS = 500;
const held: {
  topics: Set<Topic>;
  since: number;
  timer: ReturnType<typeof setTimeout> | undefined;
} = { topics: new Set(), since: 0, timer: undefined };

function flush(): void {
  const topics = held.topics;
  held.topics = new Set();
  held.timer = undefined;
  ask(topics);
}

function refresh(topics: readonly Topic[]): void {
  if (!topics.includes('decisions')) {
    ask(topics);
    return;
  }
  const now = performance.now();
  if (held.topics.size === 0) held.since = now;
  for (const topic of topics) held.topics.add(topic);
  clearTimeout(held.timer);
  held.timer = setTimeout(flush, Math.max(0, Math.min(QUIET_MS, held.since + LATEST_MS - now)));
}

function place(job: Job): void {
  queryClient.setQueryData<Job[]>(['jobs', 'list'], (list) => {
    if (list === undefined) return list;
    const index = list.findIndex(({ id }) => id === job.id);
    return index === -1 ? [job, ...list] : list.with(index, job);
  });
  if (job.state !== 'running') void queryClient.invalidateQueries({ queryKey: ['jobs', 'log'] });
}

/** A pause before listening again to a stream that ended although the connection stands. */
const AGAIN_MS = 1000;
/** Counts connections; only the newest is listened to. */
const listening = { connection: 0 };

async function listenWhileOnline(): Promise<void> {
  listening.connection += 1;
  const mine = listening.connection;
  const isCurrent = () =>
    mine === listening.connection && useConnection.getState().status === 'online';
  while (isCurrent()) {
    try {
      for await (const event of await api.events()) {
        if (event.type === 'changed') refresh(event.topics);
        if (event.type === 'job') place(event.job);
      }
    } catch {
      // A lost connection says so itself, and listening begins again when it is back.
    }
    await new Promise((resolve) => {
      setTimeout(resolve, AGAIN_MS);
    });
    if (isCurrent()) void queryClient.invalidateQueries();
  }
}

/** Listens for as long as the page lives; after a lost connection everything is asked for again. */
export function listenToEvents(): void {
  onOnline(() => {
    void queryClient.invalidateQueries();
    void listenWhileOnline();
  });
}

const entered: { uuid: string | null; listeners: Set<() => void> } = {
  uuid: null,
  listeners: new Set(),
};

/** Tells when another catalogue was opened, before anything of it is shown. */
export function onOtherCatalogue(listener: () => void): void {
  entered.listeners.add(listener);
}

async function currentCatalogue(): Promise<CatalogueInfo | null> {
  const info = await api.catalogue.current();
  const uuid = info?.uuid ?? null;
  if (uuid !== entered.uuid && uuid !== null) {
    const isFirst = entered.uuid === null;
    entered.uuid = uuid;
    // Ids are of one catalogue: no answer about another may stand under them.
    if (!isFirst) {
      queryClient.removeQueries({ predicate: ({ queryKey }) => isOfCatalogue(queryKey[0]) });
      for (const listener of entered.listeners) listener();
    }
    await takeSeat(uuid, async () => (await api.settings.get()).reviewerId);
  }
  return info;
}

/** What is the program's own is the same in every catalogue. */
const ownKeys: ReadonlySet<unknown> = new Set([
  'catalogue',
  'demo-place',
  'folder',
  'home',
  'recent',
  'shell',
  'tour',
  'weights',
]);
const isOfCatalogue = (key: unknown) => !ownKeys.has(key);

export const useCatalogue = () => useQuery({ queryKey: ['catalogue'], queryFn: currentCatalogue });

export const useOverview = () =>
  useQuery({ queryKey: ['overview'], queryFn: () => api.catalogue.overview() });

export const useJobs = () =>
  useQuery({ queryKey: ['jobs', 'list'], queryFn: () => api.jobs.list({}) });

const settingsQuery = {
  queryKey: ['settings', 'values'],
  queryFn: () => api.settings.get(),
};

export const useSettings = () => useQuery(settingsQuery);

export const useReviewers = () =>
  useQuery({ queryKey: ['settings', 'reviewers'], queryFn: () => api.settings.reviewers() });

export const useEncounters = () =>
  useQuery({ queryKey: ['encounters'], queryFn: () => api.encounters.list() });

export const useShellInfo = () =>
  useQuery({ queryKey: ['shell'], queryFn: () => api.shell.info(), staleTime: Infinity });
