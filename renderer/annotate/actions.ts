import { attributeActions } from './attribute-actions.ts';
import type { AnnotateAction } from './annotate-action.ts';
import { boxActions } from './box-actions.ts';
import { photoActions } from './photo-actions.ts';
import { viewActions } from './view-actions.ts';

export const annotateActions: readonly AnnotateAction[] = [
  ...photoActions,
  ...boxActions,
  ...attributeActions,
  ...viewActions,
];

/** The action of a key press that can be done now. */
export function actionOfKey(key: string): AnnotateAction | undefined {
  return annotateActions.find(({ keys, when }) => keys.includes(key) && when());
}
