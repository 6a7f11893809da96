import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { connectTrainer } from './state/connect-trainer';
import { Disclosures } from './state/disclosures.svelte';
import { Panes } from './state/panes.svelte';
import { TrainerClient } from './state/trainer-client';
import { Theme } from './state/theme.svelte';
import { Workbench } from './state/workbench.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no place for the app.');

const trainer = new TrainerClient();
const workbench = new Workbench(window.kernelsmith, {
  connect: () => connectTrainer(trainer, window.kernelsmith, window),
  storage: window.localStorage,
  windowStorage: window.sessionStorage,
});
mount(App, {
  target,
  props: {
    workbench,
    theme: new Theme(window),
    panes: new Panes(window),
    disclosures: new Disclosures(window.localStorage),
  },
});

async function begin(): Promise<void> {
  await workbench.file.recover();
  workbench.file.welcome(); // which needs no trainer: the network can be edited and saved whatever becomes of that
  await workbench.start(trainer);
}
window.addEventListener('pagehide', () => workbench.leave());
void begin();
