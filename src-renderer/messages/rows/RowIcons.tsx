import {
  IconArrowNarrowRight,
  IconLock,
  IconScissors,
  IconStar,
  IconStarFilled,
  type IconProps,
} from '@tabler/icons-react';
import type { ComponentType, RefObject } from 'react';
import classes from './Row.module.css';

type IconName = 'arrow' | 'sealed' | 'truncated' | 'marked' | 'unmarked';

const ICONS: Readonly<Record<IconName, readonly [ComponentType<IconProps>, number, string?]>> = {
  arrow: [IconArrowNarrowRight, 14, 'arrow'],
  sealed: [IconLock, 13, 'mark'],
  truncated: [IconScissors, 13, 'mark'],
  marked: [IconStarFilled, 14],
  unmarked: [IconStar, 14],
};

/** The icons of lines, drawn once and out of sight, for lines to take copies of. */
export function RowIconSheet({ sheet }: { readonly sheet: RefObject<HTMLDivElement | null> }) {
  return (
    <div ref={sheet} hidden>
      {Object.entries(ICONS).map(([name, [Icon, size, className]]) => (
        <Icon key={name} data-icon={name} size={size} className={className && classes[className]} aria-hidden />
      ))}
    </div>
  );
}

/** Copies of the icons on a sheet. */
export class RowIcons {
  constructor(private readonly sheet: Element) {}

  /** Says something only where it has a label. */
  make(name: IconName, label?: string): Element {
    const drawn = this.sheet.querySelector(`[data-icon="${name}"]`);
    if (!drawn) throw new Error(`the sheet has no icon ${name}`);
    const icon = drawn.cloneNode(true) as Element;
    icon.removeAttribute('data-icon');
    if (label !== undefined) {
      icon.ariaHidden = null;
      icon.ariaLabel = label;
    }
    return icon;
  }
}
