import { Button, Kbd, Menu, Text } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { CatalogueInfo } from '#terms/catalogue.ts';
import { keyWords } from '../actions/action.ts';
import { api } from '../client/connection.ts';
import { backUpAction, closeAction, demoAction, newAction, openAction } from './actions.ts';
import { openFolder } from './open-folder.tsx';

const menuActions = [newAction, openAction, demoAction, backUpAction, closeAction];

/** The name of the open catalogue, and under it what can be done with it and with others. */
export function CatalogueMenu({ catalogue }: { catalogue: CatalogueInfo }) {
  const recent = useQuery({ queryKey: ['recent'], queryFn: () => api.catalogue.recent() });
  const others = (recent.data ?? [])
    .filter(({ folder, exists }) => exists && folder !== catalogue.folder)
    .slice(0, 6);
  return (
    <Menu position="bottom-start" width={320}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          rightSection={<IconChevronDown size={14} />}
          maw="clamp(180px, 24vw, 560px)"
          title={catalogue.name}
        >
          <Text truncate fw={600}>
            {catalogue.name}
          </Text>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{catalogue.folder}</Menu.Label>
        {menuActions.map(({ id, icon: Picture, title, keys, perform }) => (
          <Menu.Item
            key={id}
            leftSection={<Picture size={16} />}
            rightSection={keys === undefined ? undefined : <Kbd size="xs">{keyWords(keys)}</Kbd>}
            onClick={perform}
          >
            {title}
          </Menu.Item>
        ))}
        {others.length > 0 && <Menu.Label>Recent</Menu.Label>}
        {others.map(({ folder, name }) => (
          <Menu.Item key={folder} onClick={() => void openFolder(folder)}>
            {name}
            <Text size="xs" c="dimmed" truncate>
              {folder}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
