import { Tooltip, type TooltipProps } from '@mantine/core';

/**
 * The tooltip of a button that opens a menu or a popover: it is silent while that is open, so as not to lie over it. The
 * target of a menu tells its child by `aria-expanded` whether it is.
 */
export function OpenerTooltip({ disabled = false, ...props }: TooltipProps) {
  const expanded = props['aria-expanded'];
  return <Tooltip {...props} disabled={disabled || expanded === true || expanded === 'true'} />;
}
