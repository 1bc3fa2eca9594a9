import { useState, type CSSProperties, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { setPanelSize } from '../stores/settings';
import { useView, type PanelName } from '../stores/view';
import { ErrorBoundary } from '../ui/ErrorBoundary';
import { Resizer } from '../ui/Resizer';
import classes from './Layout.module.css';

interface LayoutProps {
  readonly palette: ReactNode;
  readonly canvas: ReactNode;
  readonly inspector: ReactNode;
  readonly messages: ReactNode;
}

/** Sizes in pixels that a panel has at first, and between which it can be set. */
const SIZES: Readonly<Record<PanelName, { readonly first: number; readonly least: number; readonly most: number }>> = {
  palette: { first: 200, least: 150, most: 320 },
  inspector: { first: 300, least: 240, most: 560 },
  messages: { first: 280, least: 120, most: 720 },
};

/** The panels around the canvas: each can be resized and folded away, and the settings remember it. */
export function Layout({ palette, canvas, inspector, messages }: LayoutProps) {
  const paletteSize = usePanel('palette');
  const inspectorSize = usePanel('inspector');
  const messagesSize = usePanel('messages');
  return (
    <div className={classes['columns']}>
      {paletteSize.shown && (
        <>
          <aside className={classes['side']} style={{ width: paletteSize.size }}>
            {palette}
          </aside>
          <PanelResizer panel="palette" axis="x" grows={1} {...paletteSize} />
        </>
      )}
      <div className={classes['rest']}>
        <div className={classes['upper']}>
          <main className={classes['canvas']}>
            <ErrorBoundary>{canvas}</ErrorBoundary>
          </main>
          {inspectorSize.shown && (
            <>
              <PanelResizer panel="inspector" axis="x" grows={-1} {...inspectorSize} />
              <aside className={classes['side']} style={{ width: inspectorSize.size }}>
                <ErrorBoundary>{inspector}</ErrorBoundary>
              </aside>
            </>
          )}
        </div>
        {messagesSize.shown && (
          <>
            <PanelResizer panel="messages" axis="y" grows={-1} {...messagesSize} />
            <section className={classes['bottom']} style={{ '--height': `${messagesSize.size}px` } as CSSProperties}>
              <ErrorBoundary>{messages}</ErrorBoundary>
            </section>
          </>
        )}
      </div>
    </div>
  );
}

function usePanel(name: PanelName) {
  const saved = useView((state) => state.settings.panels[name]);
  const shown = useView((state) => !state.settings.folded.includes(name));
  const [dragged, setDragged] = useState<number | undefined>();
  const { first, least, most } = SIZES[name];
  // Until its height is set, the list takes a third of a high window.
  const fitting = name === 'messages' ? Math.max(first, Math.round(window.innerHeight * 0.34)) : first;
  const size = Math.min(Math.max(dragged ?? saved ?? fitting, least), most);
  return { size, shown, setDragged };
}

interface PanelResizerProps {
  readonly panel: PanelName;
  readonly axis: 'x' | 'y';
  readonly grows: 1 | -1;
  readonly size: number;
  readonly setDragged: (size: number | undefined) => void;
}

function PanelResizer({ panel, axis, grows, size, setDragged }: PanelResizerProps) {
  const { t } = useTranslation('app');
  const { least, most } = SIZES[panel];
  return (
    <Resizer
      axis={axis}
      grows={grows}
      size={size}
      least={least}
      most={most}
      label={t(`layout.${panel}`)}
      onChange={setDragged}
      onCommit={(last) => {
        setPanelSize(panel, last);
        setDragged(undefined);
      }}
    />
  );
}
