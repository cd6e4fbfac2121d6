import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './styles/base.css';
import './styles/buttons.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { listenToEvents, onOtherCatalogue, queryClient } from './client/queries.ts';
import { forgetCatalogue } from './frame/forget-catalogue.ts';
import { followAddress } from './route.ts';
import { cssVariables, theme } from './theme.ts';

followAddress();
onOtherCatalogue(forgetCatalogue);
listenToEvents();

const root = document.querySelector('#app');
if (root === null) throw new Error('index.html has no element #app.');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="dark"
        colorSchemeManager={localStorageColorSchemeManager({ key: 'resight-theme' })}
      >
        <Notifications position="bottom-right" />
        <App />
      </MantineProvider>
    </QueryClientProvider>
  </StrictMode>,
);
