import { viewTable, type View } from '#terms/views.ts';
import { annotateOffer } from './annotate/offer.ts';
import { catalogueOffer } from './catalogue/offer.ts';
import { detectorOffer } from './detector/offer.ts';
import { exportOffer } from './export/offer.ts';
import { identifyOffer } from './identify/offer.ts';
import { individualsOffer } from './individuals/offer.ts';
import { jobsOffer } from './jobs/offer.ts';
import { modelsOffer } from './models/offer.ts';
import type { Offer, ViewOffer } from './offer.ts';
import { overviewOffer } from './overview/offer.ts';
import { photosOffer } from './photos/offer.ts';
import { settingsOffer } from './settings/offer.ts';
import { tourOffer } from './tour/offer.ts';

const offerOf: Readonly<Record<View, ViewOffer>> = {
  overview: overviewOffer,
  photos: photosOffer,
  annotate: annotateOffer,
  detector: detectorOffer,
  identify: identifyOffer,
  individuals: individualsOffer,
  models: modelsOffer,
  export: exportOffer,
  jobs: jobsOffer,
  settings: settingsOffer,
};

/** Every view by its name and with what it offers, in the order of the rail. */
export const views = viewTable.map((name) => ({ ...name, ...offerOf[name.id] }));

/** What is offered by the views and by what stands beside them. */
export const offers: readonly Offer[] = [...views, catalogueOffer, tourOffer];
