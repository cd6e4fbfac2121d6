import type { ComponentType } from 'react';
import { create } from 'zustand';

/** A dialog of any folder; whoever opens it says what stands in it. */
interface Dialog {
  title: string;
  /** Width, as Mantine's Modal has it. */
  size?: string;
  Body: ComponentType<{ onDone: () => void }>;
}

/** The dialog in front. A closed one is kept until it has faded away. */
export const useDialog = create<{ dialog: Dialog | null; isOpen: boolean }>(() => ({
  dialog: null,
  isOpen: false,
}));

export const openDialog = (dialog: Dialog): void => useDialog.setState({ dialog, isOpen: true });

export const closeDialog = (): void => useDialog.setState({ isOpen: false });
