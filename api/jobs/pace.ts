interface Mark {
  at: number;
  done: number;
}

/** Seconds over which the pace is taken: long enough to be calm, short enough to follow a change. */
const WINDOW_MS = 30_000;
/** Before this much work no time is promised. */
const LEAST_MS = 1500;

/** How fast a job goes and how long it will take, from its progress of the last half minute. */
export class Pace {
  #marks: Mark[] = [];
  #phase = '';

  mark(phase: string, done: number, at: number): void {
    if (phase !== this.#phase || done < (this.#marks.at(-1)?.done ?? 0)) this.#marks = [];
    this.#phase = phase;
    this.#marks.push({ at, done });
    while (this.#marks.length > 2 && at - this.#marks[1].at > WINDOW_MS) this.#marks.shift();
  }

  /** Things a second, or null while too little is known. */
  get perSecond(): number | null {
    const [first] = this.#marks;
    const last = this.#marks.at(-1);
    if (last === undefined || last.at - first.at < LEAST_MS || last.done === first.done)
      return null;
    return ((last.done - first.done) / (last.at - first.at)) * 1000;
  }

  secondsLeft(total: number | null): number | null {
    const rate = this.perSecond;
    const last = this.#marks.at(-1);
    if (rate === null || total === null || last === undefined) return null;
    return Math.max(0, (total - last.done) / rate);
  }
}
