import { topic, type ShellEvent, type Topic } from '#terms/events.ts';

/** Events that wait for a client that does not read; beyond this the oldest job news is dropped. */
const MOST_WAITING = 500;

/**
 * Which of these changed tells whether somebody called a fin new, or none: a second reviewer must not hear it, and so
 * clients are told of one as of all.
 */
const ofIdentity: readonly Topic[] = ['decisions', 'individuals', 'boxes'];
function toldTogether(topics: readonly Topic[]): Topic[] {
  const told = new Set(topics.includes('decisions') ? [...topics, ...ofIdentity] : topics);
  // Nor does their order tell.
  return topic.options.filter((one) => told.has(one));
}

/** Sends what changed to every client that listens. */
export class EventHub {
  readonly #listeners = new Set<(event: ShellEvent) => void>();
  /** Topics that clients are yet to be told of. */
  readonly #changed = new Set<Topic>();
  readonly #observers = new Set<(topics: readonly Topic[]) => void>();

  get listeners(): number {
    return this.#listeners.size;
  }

  /** Parts of the shell hear of it at once; clients once for all that one piece of work writes. */
  changed(...topics: readonly Topic[]): void {
    if (topics.length === 0) return;
    for (const observer of this.#observers) observer(topics);
    if (this.#changed.size === 0)
      queueMicrotask(() => {
        const all = [...this.#changed];
        this.#changed.clear();
        this.send({ type: 'changed', topics: toldTogether(all) });
      });
    for (const topic of topics) this.#changed.add(topic);
  }

  /** Tells a part of the shell itself what changed, before any client hears of it. */
  observe(observer: (topics: readonly Topic[]) => void): () => void {
    this.#observers.add(observer);
    return () => this.#observers.delete(observer);
  }

  send(event: ShellEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** Events from now on, a greeting first, until `signal` aborts or the reader stops. */
  async *subscribe(signal?: AbortSignal): AsyncGenerator<ShellEvent, void> {
    const waiting: ShellEvent[] = [{ type: 'hello', at: Date.now() }];
    let wake: (() => void) | undefined;
    const listener = (event: ShellEvent) => {
      // Only the newest state of a job matters.
      if (event.type === 'job') {
        const older = waiting.findIndex(
          (other) => other.type === 'job' && other.job.id === event.job.id,
        );
        if (older !== -1) waiting.splice(older, 1);
      }
      waiting.push(event);
      if (waiting.length > MOST_WAITING) waiting.shift();
      wake?.();
    };
    const stop = () => wake?.();
    this.#listeners.add(listener);
    signal?.addEventListener('abort', stop);
    try {
      for (;;) {
        if (signal?.aborted === true) return;
        const event = waiting.shift();
        if (event === undefined) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          wake = undefined;
        } else yield event;
      }
    } finally {
      this.#listeners.delete(listener);
      signal?.removeEventListener('abort', stop);
    }
  }
}
