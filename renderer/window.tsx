import '@fontsource-variable/inter/wght.css';
import '@fontsource/jetbrains-mono/400.css';
import '@mantine/core/styles/default-css-variables.css';
import '@mantine/core/styles/baseline.css';
import '@mantine/core/styles/global.css';
import './ui/theme.css';
import { MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { connect } from './bridge/connect.ts';
import type { BackendPort } from './bridge/port.ts';
import { keepDrafts } from './store/document/drafts.ts';
import { followOpenFile } from './store/document/file-change.ts';
import { keepRecent } from './store/document/recent.ts';
import { stopAskingElsewhere, verifyAfterDeploy } from './store/flow/commands.ts';
import { askPracticeHosts } from './store/flow/practice-now.ts';
import { tellOfRenames } from './store/flow/renamed.ts';
import { theme } from './ui/theme.ts';

/** Shows the window over a backend. */
export function openWindow(port: BackendPort): void {
  const container = document.getElementById('root');
  if (!container) throw new Error('index.html has no #root');
  connect(port);
  verifyAfterDeploy();
  stopAskingElsewhere();
  keepDrafts();
  keepRecent();
  followOpenFile();
  askPracticeHosts();
  tellOfRenames();
  // What a boundary catches it tells in its region.
  createRoot(container, { onCaughtError: () => undefined }).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <App />
      </MantineProvider>
    </StrictMode>,
  );
}
