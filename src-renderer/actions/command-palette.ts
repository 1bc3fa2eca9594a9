import { spotlight } from '@mantine/spotlight';

/** Opens the command palette; it is its own file so that the table of actions needs no component. */
export function openCommandPalette(): void {
  spotlight.open();
}
