import { useEffect, useRef } from 'react';
import { feed } from './feed';

interface LiveTextProps {
  /** The text as it is now; called 8 times a second at most while something runs. */
  readonly read: () => string;
  readonly className?: string | undefined;
  readonly testId?: string;
}

/** A text that follows the traffic without React drawing it again: it is written straight into its element. */
export function LiveText({ read, className, testId }: LiveTextProps) {
  const element = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const write = () => {
      const text = read();
      const shown = element.current?.firstChild;
      // A new text in the node that is there costs less than a new node.
      if (!(shown instanceof Text)) element.current?.append(text);
      else if (shown.data !== text) shown.data = text;
    };
    write();
    return feed.subscribeTick(write);
  }, [read]);
  return <span ref={element} className={className} data-testid={testId} />;
}
