import { useLayoutEffect, useState, type RefObject } from 'react';

/** Colours that the charts draw with, as a canvas takes them. */
export interface ChartColors {
  readonly text: string;
  readonly grid: string;
  readonly curves: readonly string[];
  /** Of the timeline: messages, commands and handshakes, what was lost, and what the capture no longer has. */
  readonly kinds: readonly string[];
  readonly lost: string;
  readonly gone: string;
}

/** Hues that curves take in turn; the variables are in Charts.module.css and Timeline.module.css. */
export const HUES = 8;

/** The colours of the theme in use: a canvas cannot read variables. */
export function useColors(element: RefObject<HTMLElement | null>): ChartColors | undefined {
  const [colors, setColors] = useState<ChartColors>();
  useLayoutEffect(() => {
    const host = element.current;
    if (!host) return undefined;
    const read = () => setColors(colorsOf(host));
    read();
    // The scheme is an attribute of the page, set after its parts have been drawn.
    const observer = new MutationObserver(read);
    observer.observe(document.documentElement, { attributeFilter: ['data-mantine-color-scheme', 'style', 'class'] });
    const system = window.matchMedia('(prefers-color-scheme: dark)');
    system.addEventListener('change', read);
    return () => {
      observer.disconnect();
      system.removeEventListener('change', read);
    };
  }, [element]);
  return colors;
}

function colorsOf(host: HTMLElement): ChartColors {
  const probe = document.createElement('span');
  host.append(probe);
  const resolve = (name: string) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const colors = {
    text: resolve('--muted'),
    grid: resolve('--border'),
    kinds: ['--kind-message', '--kind-command', '--kind-handshake'].map(resolve),
    lost: resolve('--error'),
    gone: resolve('--gone'),
    curves: Array.from({ length: HUES }, (_, index) => resolve(`--curve-${index + 1}`)),
  };
  probe.remove();
  return colors;
}
