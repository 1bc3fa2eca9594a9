import { MantineProvider } from '@mantine/core';
import { useColorScheme } from '@mantine/hooks';
import { Notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { ReactFlowProvider } from 'reactflow';
import { Canvas } from './canvas/Canvas';
import classes from './App.module.css';
import { RecordingBar } from './keep/RecordingBar';
import { ReplayDialog } from './keep/ReplayDialog';
import { TaskCard } from './keep/TaskCard';
import { Inspector } from './inspector/Inspector';
import { BottomPanel } from './panels/BottomPanel';
import { CommandPalette } from './panels/CommandPalette';
import { CrashNotice } from './panels/CrashNotice';
import { Dialogs } from './panels/Dialogs';
import { FileDrop } from './panels/FileDrop';
import { Gallery } from './panels/Gallery';
import { Header } from './panels/Header';
import { Layout } from './panels/Layout';
import { Palette } from './panels/Palette';
import { StatusLine } from './panels/StatusLine';
import { StepBar } from './stepping/StepBar';
import { useView } from './stores/view';
import { cssVariables, theme } from './ui/theme';

/** The whole window. */
export function App() {
  const chosen = useView((state) => state.settings.theme);
  const system = useColorScheme('light', { getInitialValueInEffect: false });
  const scheme = chosen === 'system' ? system : chosen;
  useEffect(() => {
    document.documentElement.dataset['appState'] = 'ready';
  }, []);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} forceColorScheme={scheme}>
      <Notifications position="top-center" className={classes['notifications'] ?? ''} limit={4} containerWidth={420} />
      <ReactFlowProvider>
        <div className={classes['window']}>
          <Header />
          <CrashNotice />
          <RecordingBar />
          <Layout
            palette={<Palette />}
            canvas={
              <>
                <Canvas />
                <StepBar />
              </>
            }
            inspector={<Inspector />}
            messages={<BottomPanel />}
          />
          <StatusLine />
        </div>
        <TaskCard />
        <ReplayDialog />
        <Gallery />
        <Dialogs />
        <CommandPalette />
        <FileDrop />
      </ReactFlowProvider>
    </MantineProvider>
  );
}
