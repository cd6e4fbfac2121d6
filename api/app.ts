import { basename, join } from 'node:path';
import { listBackups } from '#catalog/backup.ts';
import { layoutOf } from '#catalog/layout.ts';
import { restoreBackup } from '#catalog/restore.ts';
import type { Catalogue } from '#catalog/catalogue.ts';
import { createCatalogue, openCatalogue } from '#catalog/open-catalogue.ts';
import { sweepCatalogue } from '#catalog/sweep-litter.ts';
import { WorkerHost } from '#worker/host/worker-host.ts';
import type { SpawnWorker } from '#worker/host/worker-process.ts';
import { hasEnded } from '#terms/jobs/job-states.ts';
import type { CatalogueInfo } from '#terms/catalogue.ts';
import type { ShellInfo } from '#terms/shell.ts';
import type { Answer, Asked, Question } from '#terms/questions/index.ts';
import { AppError } from './errors.ts';
import { EventHub } from './events.ts';
import { JobQueue } from './jobs/queue.ts';
import { Matching } from './matching/matching.ts';
import { RecentCatalogues } from './recent-catalogues.ts';
import { TourFile } from './tour-progress.ts';
import { WeightsShelf } from './weights/weights-shelf.ts';

interface AppOptions {
  shell: ShellInfo;
  spawnWorker: SpawnWorker;
  /** Folder of what the program remembers between runs. */
  stateFolder: string;
  /** Where catalogues go unless the person chooses. */
  documentsFolder: string;
  /** Slow statements and the like, for the developer's console. */
  warn?: (line: string) => void;
}

/** What is open: a catalogue with its queue and its rankings. */
export interface OpenCatalogue {
  catalogue: Catalogue;
  queue: JobQueue;
  matching: Matching;
}

/** The state behind the API: at most one open catalogue, one worker host, who listens. */
export class App {
  readonly shell: ShellInfo;
  readonly documentsFolder: string;
  readonly events = new EventHub();
  readonly recent: RecentCatalogues;
  readonly tour: TourFile;
  /** Starting weights that the person brought; the program's, not a catalogue's. */
  readonly weights: WeightsShelf;
  readonly #host: WorkerHost;
  readonly #warn: (line: string) => void;
  #open: OpenCatalogue | undefined;

  constructor({ shell, spawnWorker, stateFolder, documentsFolder, warn = () => {} }: AppOptions) {
    this.shell = shell;
    this.documentsFolder = documentsFolder;
    this.recent = new RecentCatalogues(join(stateFolder, 'recent.json'));
    this.tour = new TourFile(join(stateFolder, 'tour.json'));
    this.weights = new WeightsShelf(join(stateFolder, 'weights'), () =>
      this.events.changed('weights'),
    );
    this.#host = new WorkerHost(spawnWorker);
    this.#warn = warn;
  }

  /** The pid of the worker, while there is one. */
  get workerPid(): number | undefined {
    return this.#host.pid;
  }

  get current(): OpenCatalogue | undefined {
    return this.#open;
  }

  /** @throws AppError `no-catalogue` while none is open. */
  get open(): OpenCatalogue {
    if (this.#open === undefined) {
      throw new AppError('no-catalogue', 'No catalogue is open. Open one, or make a new one.');
    }
    return this.#open;
  }

  /** Asks the worker something about the open catalogue that takes moments, not minutes. */
  ask<Q extends Question>(question: Q, input: Asked<Q>): Promise<Answer<Q>> {
    const { folder, layout } = this.open.catalogue;
    return this.#host.ask(question, input, {
      catalogueFolder: folder,
      databasePath: layout.database,
    });
  }

  async create(parent: string, name: string): Promise<CatalogueInfo> {
    return this.#adopt(() => createCatalogue(parent, name, this.#options()));
  }

  async openFolder(folder: string): Promise<CatalogueInfo> {
    const { current } = this;
    if (current !== undefined && current.catalogue.folder === folder) {
      return infoOf(current.catalogue);
    }
    return this.#adopt(() => openCatalogue(folder, this.#options()));
  }

  /**
   * Puts one of a catalogue's backups in its place and opens it; what stood there is kept among the backups. A
   * catalogue that is not open, as one that cannot be opened any more, is named by its folder.
   *
   * @param name of a backup as `catalogue.backups` lists it.
   * @throws AppError `not-found` for any other name, `conflict` while a job runs.
   */
  async restore(name: string, closed: string | null = null): Promise<CatalogueInfo> {
    const folder = closed ?? this.open.catalogue.folder;
    const { backups } = layoutOf(folder);
    const backup = listBackups(backups).find(({ file }) => basename(file) === name);
    if (backup === undefined)
      throw new AppError('not-found', `There is no backup "${name}".`, { name });
    const isOpen = this.current?.catalogue.folder === folder;
    if (isOpen && !this.open.queue.list(1000).every(hasEnded))
      throw new AppError(
        'conflict',
        'A job is at work in this catalogue. Wait until it is done or cancel it, then restore.',
      );
    if (!isOpen) {
      restoreBackup(folder, backup.file);
      return this.openFolder(folder);
    }
    await this.close();
    try {
      restoreBackup(folder, backup.file);
    } finally {
      await this.openFolder(folder);
    }
    return infoOf(this.open.catalogue);
  }

  async close(): Promise<void> {
    const open = this.#open;
    if (open === undefined) return;
    this.#open = undefined;
    open.matching.close();
    await open.queue.close();
    open.catalogue.close();
    this.events.changed('catalogue');
  }

  /** Closes everything; the program may end. */
  async quit(): Promise<void> {
    await this.close();
    await this.weights.close();
    this.#host.stop();
  }

  /** Opens the new catalogue before the old one is closed, so that a failure changes nothing. */
  async #adopt(open: () => Catalogue): Promise<CatalogueInfo> {
    const catalogue = open();
    const openedAt = Date.now();
    try {
      await this.close();
    } catch (error) {
      catalogue.close();
      throw error;
    }
    catalogue.onWritten((topics) => this.events.changed(...topics));
    this.#open = {
      catalogue,
      queue: new JobQueue(catalogue, this.#host, this.events),
      matching: new Matching(catalogue, this.events, (input) => this.ask('heat-map', input)),
    };
    // Neither is needed to work, and a full disk may refuse both.
    await this.recent
      .remember(catalogue.folder, catalogue.name, catalogue.uuid, Date.now())
      .catch((error: unknown) => this.#warn(`recent catalogues: ${String(error)}`));
    if (!catalogue.readOnly)
      void sweepCatalogue(catalogue.layout, openedAt).catch((error: unknown) =>
        this.#warn(`sweeping: ${String(error)}`),
      );
    this.events.changed('catalogue');
    return infoOf(catalogue);
  }

  #options() {
    return {
      onSlowStatement: (sql: string, milliseconds: number) => {
        this.#warn(`slow statement (${milliseconds.toFixed(0)} ms): ${sql.replace(/\s+/g, ' ')}`);
      },
    };
  }
}

export function infoOf(catalogue: Catalogue): CatalogueInfo {
  return {
    uuid: catalogue.uuid,
    name: catalogue.name,
    folder: catalogue.folder,
    schemaVersion: catalogue.schemaVersion,
    readOnly: catalogue.readOnly,
  };
}
