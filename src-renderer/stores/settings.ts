import type { Settings } from '../../shared/settings';
import { tell } from '../bridge';
import { useView, type PanelName } from './view';

/** Changes settings at once in the window and lets thread 1 keep them. */
export function changeSettings(change: Partial<Settings>): void {
  useView.setState(({ settings }) => ({ settings: { ...settings, ...change } }));
  tell('settings:change', change);
}

/** Remembers the size of a panel in pixels. */
export function setPanelSize(name: string, size: number): void {
  const { panels } = useView.getState().settings;
  changeSettings({ panels: { ...panels, [name]: Math.round(size) } });
}

export function togglePanel(name: PanelName): void {
  const { folded } = useView.getState().settings;
  changeSettings({ folded: folded.includes(name) ? folded.filter((other) => other !== name) : [...folded, name] });
}

/** Unfolds a panel that something is to be shown in. */
export function showPanel(name: PanelName): void {
  const { folded } = useView.getState().settings;
  if (folded.includes(name)) changeSettings({ folded: folded.filter((other) => other !== name) });
}
