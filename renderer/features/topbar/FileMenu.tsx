import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconDeviceFloppy, IconFilePlus, IconFolderOpen } from '@tabler/icons-react';
import { isOpen, useDocument } from '../../store/document/document-store.ts';
import { startingLabs } from '../../store/document/starting-labs.ts';
import { open, openFile, saveFile } from '../../store/flow/commands.ts';
import { leaveThen } from '../../store/flow/leaving.ts';

export function FileMenu() {
  const hasLab = useDocument(isOpen);
  return (
    <Menu position="bottom-start" width={280} shadow="md">
      <Menu.Target>
        <Button variant="subtle" color="gray" size="compact-sm" rightSection={<IconChevronDown size={14} />}>
          File
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconFolderOpen size={16} />} onClick={() => leaveThen(() => void openFile())}>
          Open…
        </Menu.Item>
        <Menu.Item leftSection={<IconDeviceFloppy size={16} />} disabled={!hasLab} onClick={() => void saveFile()}>
          Save
        </Menu.Item>
        <Menu.Item disabled={!hasLab} pl={36} onClick={() => void saveFile('new-place')}>
          Save as…
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>New from a template</Menu.Label>
        {startingLabs.map((template) => (
          <Menu.Item
            key={template.id}
            leftSection={<IconFilePlus size={16} />}
            onClick={() => leaveThen(() => open({ text: template.text }))}
          >
            {template.title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
