import { Alert, Button, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { DialogButtons } from '../parts/DialogButtons.tsx';

/** A new animal under another code than the one proposed. */
export function NewIndividualForm({
  proposed,
  taken,
  onGive,
  onClose,
}: {
  proposed: string;
  /** Whom a code names already, if anybody. */
  taken: (code: string) => string | null;
  onGive: (code: string) => void;
  onClose: () => void;
}) {
  const [code, setCode] = useState(proposed);
  const owner = taken(code);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (code.trim() === '' || owner !== null) return;
        onGive(code.trim());
      }}
    >
      <Stack>
        <TextInput
          label="Code of the new individual"
          description={`${proposed} is the next free one of this catalogue's scheme`}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          data-autofocus
        />
        {owner !== null && (
          <Alert color="yellow" title={`${code.trim()} is taken`}>
            <Text>{owner} has it already. Choose another code, or call this fin a match.</Text>
          </Alert>
        )}
        <DialogButtons cancel={onClose}>
          <Button type="submit" disabled={code.trim() === '' || owner !== null}>
            New individual
          </Button>
        </DialogButtons>
      </Stack>
    </form>
  );
}
