import { contextBridge, ipcRenderer } from 'electron';
import {
  PORT_MESSAGE,
  type Bridge,
  type DraftOutcome,
  type FoundDraft,
  type OpenOutcome,
  type PageCommand,
  type RecentFile,
  type SaveOutcome,
  type TrainerEnd,
  type WriteOutcome,
} from '../../src-core/protocol/bridge';
import {
  CLOSE_CHANNEL,
  COMMAND_CHANNEL,
  CONNECT_CHANNEL,
  DOCUMENT_CHANNEL,
  FIND_DRAFT_CHANNEL,
  KEEP_DRAFT_CHANNEL,
  LISTEN_CHANNEL,
  OPEN_CHANNEL,
  PORT_CHANNEL,
  READ_CHANNEL,
  RECENT_CHANNEL,
  SAVE_CHANNEL,
  TRAINER_END_CHANNEL,
  WRITE_AS_CHANNEL,
  WRITE_CHANNEL,
} from './channels';
import { hearDrops } from './dropped-files';

let hearCommand: (command: PageCommand) => void = () => undefined;
let hearEnd: (end: TrainerEnd) => void = () => undefined;

const bridge: Bridge = {
  connectTrainer: () => ipcRenderer.invoke(CONNECT_CHANNEL) as Promise<TrainerEnd | null>,
  onTrainerEnd: (hear) => {
    hearEnd = hear;
  },
  saveFile: (request) => ipcRenderer.invoke(SAVE_CHANNEL, request) as Promise<SaveOutcome>,
  openFile: () => ipcRenderer.invoke(OPEN_CHANNEL) as Promise<OpenOutcome>,
  readFile: (id) => ipcRenderer.invoke(READ_CHANNEL, id) as Promise<OpenOutcome>,
  writeFile: (request) => ipcRenderer.invoke(WRITE_CHANNEL, request) as Promise<WriteOutcome>,
  writeFileAs: (request) => ipcRenderer.invoke(WRITE_AS_CHANNEL, request) as Promise<WriteOutcome>,
  recentFiles: () => ipcRenderer.invoke(RECENT_CHANNEL) as Promise<RecentFile[]>,
  tellDocument: (state) => {
    ipcRenderer.send(DOCUMENT_CHANNEL, state);
  },
  keepDraft: (draft) => ipcRenderer.invoke(KEEP_DRAFT_CHANNEL, draft) as Promise<DraftOutcome>,
  findDraft: () => ipcRenderer.invoke(FIND_DRAFT_CHANNEL) as Promise<FoundDraft>,
  listen: (hear) => {
    hearCommand = hear;
    ipcRenderer.send(LISTEN_CHANNEL);
  },
  closeWindow: () => {
    ipcRenderer.send(CLOSE_CHANNEL);
  },
};
contextBridge.exposeInMainWorld('kernelsmith', bridge);

ipcRenderer.on(COMMAND_CHANNEL, (_event, command: PageCommand) => {
  hearCommand(command);
});
ipcRenderer.on(TRAINER_END_CHANNEL, (_event, end: TrainerEnd) => {
  hearEnd(end);
});
hearDrops();

// A port cannot cross the bridge; a window message can carry it into the page.
ipcRenderer.on(PORT_CHANNEL, (event) => {
  window.postMessage({ type: PORT_MESSAGE }, location.origin, [...event.ports]);
});
