import { Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './PointerMenu.module.css';

interface PointerMenuProps {
  /** Where in the window it was asked for; undefined while it is closed. */
  readonly at: { readonly x: number; readonly y: number } | undefined;
  /** What it is a menu of, for those who do not see it. */
  readonly label: string;
  readonly width: number;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A menu at the pointer. A right click elsewhere opens another, and does not move this one. */
export function PointerMenu({ at, label, width, onClose, children }: PointerMenuProps) {
  return (
    <Menu
      key={at ? `${at.x} ${at.y}` : 'closed'}
      opened={at !== undefined}
      onChange={(opened) => {
        if (!opened) onClose();
      }}
      position="bottom-start"
      offset={2}
      // Where it fits neither below nor above the pointer it goes beside it, whole.
      middlewares={{ flip: true, shift: { crossAxis: true, padding: 8 } }}
      width={width}
      returnFocus
    >
      <Menu.Target>
        <span className={classes['anchor']} style={{ left: at?.x ?? 0, top: at?.y ?? 0 }} />
      </Menu.Target>
      <Menu.Dropdown className={classes['menu'] ?? ''} aria-label={label}>
        {children}
      </Menu.Dropdown>
    </Menu>
  );
}
