import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { connectTrainer } from './state/connect-trainer';
import { Disclosures } from './state/disclosures.svelte';
import { Panes } from './state/panes.svelte';
import { Theme } from './state/theme.svelte';
import { Workbench } from './state/workbench.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no place for the app.');

const workbench = new Workbench(window.kernelsmith);
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
  const [trainer] = await Promise.all([connectTrainer(window.kernelsmith, window), workbench.file.recover()]);
  await workbench.start(trainer);
  workbench.file.welcome();
}
void begin();
