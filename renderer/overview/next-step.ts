import type { Overview } from '#terms/catalogue.ts';
import type { EmbedderStanding } from '#terms/training/standing.ts';
import { enough } from '#terms/training/enough.ts';
import type { View } from '#terms/views.ts';
import { count, counted } from '../parts/words.ts';

/** The one thing that brings the catalogue furthest, and where to do it. */
interface NextStep {
  words: string;
  button: string;
  /** An action of the table, a view, or the making of the vectors that lack. */
  target: { bring: 'photos' } | { view: View } | { make: 'vectors' };
}

const go = (view: View, button: string, words: string): NextStep => ({
  words,
  button,
  target: { view },
});

/** What to do next, from the loop as it stands; the first thing that holds everything up. */
export function nextStep(overview: Overview, standing: EmbedderStanding | null = null): NextStep {
  return (
    photosStep(overview) ??
    finsStep(overview) ??
    whichStep(overview) ??
    namesStep(overview, standing) ??
    learnStep(standing) ??
    restStep(overview)
  );
}

function photosStep({ photos, missingPhotos }: Overview): NextStep | null {
  if (photos === 0)
    return {
      words:
        'There are no photos yet. Choose the folder of a field day; its photos stay where they are.',
      button: 'Import photos',
      target: { bring: 'photos' },
    };
  if (missingPhotos > 0)
    return go(
      'photos',
      'Find them',
      `${counted(missingPhotos, 'photo')} cannot be found. A disk unplugged, or a folder moved? They are found again by their content.`,
    );
  return null;
}

/** From photos to boxes: propose, check, train, and again. */
function finsStep({
  photos,
  encounters,
  boxes,
  proposedBoxes,
  uncheckedPhotos,
  namesUnboxed,
  detector,
  boxesSinceDetector,
}: Overview): NextStep | null {
  if (proposedBoxes > 0)
    return go(
      'annotate',
      'Check them',
      `${counted(proposedBoxes, 'detection')} ${proposedBoxes === 1 ? 'waits' : 'wait'} to be checked, the doubtful ones first by the key R.`,
    );
  if (uncheckedPhotos > 0 && boxes === 0 && namesUnboxed > 0)
    return go(
      'detector',
      'Find the fins',
      `${counted(namesUnboxed, 'photo')} ${namesUnboxed === 1 ? 'is' : 'are'} named and not yet boxed. Let the starter detector propose boxes and check them: each name goes to the one animal of its photo.`,
    );
  if (uncheckedPhotos > 0 && boxes === 0)
    return go(
      'detector',
      'Find the fins',
      `${counted(photos, 'photo')} in ${counted(encounters, 'encounter')}, and no fin is boxed yet. Let the starter detector propose boxes on the first photos, and correct them.`,
    );
  if (detector === null && boxes >= enough.boxes && uncheckedPhotos > 0)
    return go(
      'detector',
      'Train the detector',
      `${counted(boxes, 'box', 'boxes')} are enough for a first detector of your own; it finds the fins on the ${counted(uncheckedPhotos, 'photo')} that nobody has looked at.`,
    );
  if (detector !== null && boxesSinceDetector >= enough.boxes && uncheckedPhotos > 0)
    return go(
      'detector',
      'Retrain',
      `${counted(boxesSinceDetector, 'new box', 'new boxes')} since detector v${detector.version}. Trained again it misses less on the ${counted(uncheckedPhotos, 'photo')} still unchecked.`,
    );
  return null;
}

/** Names of photos with several animals, of which a person must say which it is. */
function whichStep({ namesToPlace }: Overview): NextStep | null {
  if (namesToPlace === 0) return null;
  return go(
    'individuals',
    'Say which',
    `${counted(namesToPlace, 'name')} ${namesToPlace === 1 ? 'belongs' : 'belong'} to one of several boxes on ${namesToPlace === 1 ? 'its' : 'their'} photo. Say which; it takes a key each.`,
  );
}

/** How often the network was right, as a share is said to a person. */
const foundWords = (standing: EmbedderStanding | null): string =>
  standing === null || standing.foundFirst === null
    ? ''
    : ` It found the right animal first for ${Math.round(standing.foundFirst.share * 10)} of 10 known ones (n = ${standing.foundFirst.n}).`;

/** From boxes to names: vectors, a network of one's own, and a person's decisions. */
function namesStep(
  { boxes, vectors, openBoxes, identifiedBoxes, individuals, embedder }: Overview,
  standing: EmbedderStanding | null,
): NextStep | null {
  if (openBoxes === 0) return null;
  if (embedder === null && identifiedBoxes >= enough.names && individuals >= enough.animals)
    return go(
      'models',
      'Train a network',
      `${counted(identifiedBoxes, 'fin')} of ${counted(individuals, 'individual')} have a name. A network that learns from them ranks who the other ${count(openBoxes)} may be.`,
    );
  // Boxes of another class than the network's, or on photos that are gone, lack nothing.
  const lacking = standing?.withoutVector ?? boxes - vectors;
  if (embedder !== null && lacking > 0)
    return {
      words: `${counted(lacking, 'fin')} ${lacking === 1 ? 'has' : 'have'} no vector of ${embedder.name} yet, so nobody is ranked for ${lacking === 1 ? 'it' : 'them'}.`,
      button: 'Make the vectors',
      target: { make: 'vectors' },
    };
  const waiting = `${counted(openBoxes, 'fin')} ${openBoxes === 1 ? 'waits' : 'wait'} for a decision.`;
  if (embedder === null) return go('identify', 'Identify', waiting);
  const more = standing?.worth === 'train' ? ` ${standing.advice ?? ''}` : '';
  return go(
    'identify',
    'Identify',
    `${waiting} ${embedder.name} ranks who ${openBoxes === 1 ? 'it' : 'each'} may be.${foundWords(standing)}${more}`,
  );
}

/** Every fin has its verdict: what was decided is worth learning from. */
function learnStep(standing: EmbedderStanding | null): NextStep | null {
  if (standing === null || standing.worth !== 'train' || standing.modelId === null) return null;
  return go('models', 'Train again', `Every fin has its verdict. ${standing.advice ?? ''}`);
}

function restStep({ photos, encounters, uncheckedPhotos, detector, boxes }: Overview): NextStep {
  if (uncheckedPhotos === 0)
    return {
      words: `All ${counted(photos, 'photo')} are checked, in ${counted(encounters, 'encounter')}. The next field day can come.`,
      button: 'Import more photos',
      target: { bring: 'photos' },
    };
  if (detector !== null)
    return go(
      'detector',
      'Detect on them',
      `${counted(uncheckedPhotos, 'photo')} nobody has looked at yet. Detector v${detector.version} can propose the boxes.`,
    );
  return go(
    'annotate',
    'Draw boxes',
    `${counted(boxes, 'box', 'boxes')} so far; from ${enough.boxes} on a detector of your own is worth its training. ${counted(uncheckedPhotos, 'photo')} nobody has looked at yet.`,
  );
}
