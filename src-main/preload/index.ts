import { contextBridge, ipcRenderer } from 'electron';
import { PORT_MESSAGE, type Bridge, type SaveOutcome } from '../../src-core/protocol/bridge';
import { CONNECT_CHANNEL, PORT_CHANNEL, SAVE_CHANNEL } from './channels';

const bridge: Bridge = {
  connectTrainer: () => {
    ipcRenderer.send(CONNECT_CHANNEL);
  },
  saveFile: (request) => ipcRenderer.invoke(SAVE_CHANNEL, request) as Promise<SaveOutcome>,
};
contextBridge.exposeInMainWorld('kernelsmith', bridge);

// A port cannot cross the bridge; a window message can carry it into the page.
ipcRenderer.on(PORT_CHANNEL, (event) => {
  window.postMessage({ type: PORT_MESSAGE }, location.origin, [...event.ports]);
});
