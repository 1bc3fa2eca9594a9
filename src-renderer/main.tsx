import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import 'reactflow/dist/style.css';
import './ui/tokens.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { startWindow } from './start';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

startWindow().then(
  () => {
    createRoot(root).render(
      <StrictMode>
        <App />
      </StrictMode>,
    );
  },
  (error: unknown) => {
    // There are no translations yet to say it with, and nothing to draw it with but the page itself.
    console.error('the window could not start', error);
    root.textContent = `ZeroMQ Patchbay could not start: ${String(error)}`;
  },
);
