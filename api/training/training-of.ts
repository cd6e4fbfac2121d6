import type { Catalogue } from '#catalog/catalogue.ts';
import type { ModelKind, StoredModel } from '#terms/models/versions.ts';
import type { PlannedTraining } from '#terms/training/forecast.ts';
import type { Asked as Question } from '#terms/questions/index.ts';
import type { App } from '../app.ts';

/** What a person asks of a training, whatever is trained. */
export interface AskedTraining {
  from: unknown;
}

/** What the trainings of a kind of network have of their own; all the rest of a training is one for both. */
export interface TrainingOf<
  Kind extends ModelKind,
  Asked extends AskedTraining,
  Planned extends PlannedTraining<object>,
> {
  kind: Kind;
  /** Completes what a person asked for and looks at what it would learn from. */
  plan: (catalogue: Catalogue, asked: Asked) => Planned;
  /** Sentences that stop it whatever there is to learn from. */
  obstacles: (app: App, asked: Asked) => Promise<string[]>;
  /** What is asked to know the bytes that a step needs of those that are free; null where there is no step. */
  memory: (planned: Planned, free: number) => Question<'training-memory'> | null;
  /** Parts of a recipe that decide how long a step takes. */
  alike: readonly (keyof Planned['recipe'] & string)[];
  /** What the network is built of, in a word. */
  architecture: (recipe: Planned['recipe'], parent: StoredModel | null) => string;
  /** What of a recipe is true of the version; all where not given. */
  kept?: (recipe: Planned['recipe']) => Record<string, unknown>;
  /**
   * The version that it was asked to go on from, null for none.
   * @throws AppError `conflict` or `bad-input` if that cannot be gone on from
   */
  startsFrom: (catalogue: Catalogue, asked: Asked) => StoredModel | null;
  /** The version that stands for the weights of the app, stored if it is needed; null for none. */
  starter: (catalogue: Catalogue, asked: Asked) => StoredModel | null;
}
