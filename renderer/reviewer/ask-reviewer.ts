import { openDialog } from '../dialogs/dialog-store.ts';
import { ReviewerForm } from './ReviewerForm.tsx';

/** Asks who is at the screen. */
export const askReviewer = (): void =>
  openDialog({ title: 'Who is at the screen?', Body: ReviewerForm });
