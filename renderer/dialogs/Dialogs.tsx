import { Modal } from '@mantine/core';
import { closeDialog, useDialog } from './dialog-store.ts';
import { FolderPicker } from './FolderPicker.tsx';
import { usePick } from './pick.ts';

/** The dialog in front, and before it the folder picker, which a dialog may ask for. */
export function Dialogs() {
  const { dialog, isOpen } = useDialog();
  const { request } = usePick();
  return (
    <>
      <Modal opened={isOpen} onClose={closeDialog} title={dialog?.title} size={dialog?.size}>
        {dialog !== null && <dialog.Body onDone={closeDialog} />}
      </Modal>
      {request !== null && <FolderPicker request={request} />}
    </>
  );
}
