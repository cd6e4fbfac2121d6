/** SQL over rows of `boxes` by what they stand for (`terms/boxes/kinds.ts` has the words). */

/** Whether a box is a place on its photo, or all of a picture that is a cut-out: what people call a box. */
export const isPlace = (box: string) => `${box}.kind IN ('place', 'cut-out')`;

/** Whether it stands for the photo as a whole, for lack of a place. */
export const isOfPhoto = (box: string) => `${box}.kind IN ('name', 'whole')`;

/** Whether a network looks at it: a name alone is no picture of anybody. */
export const isLookedAt = (box: string) => `${box}.kind <> 'name'`;
