/** The preload: one contextBridge call, two functions. No logic, no Node, nothing else crosses. */
import { contextBridge, ipcRenderer } from 'electron';

import { CHANNELS, type RaseedBridge } from '#contract/bridge.ts';

const bridge: RaseedBridge = {
  execute: (name, input) => ipcRenderer.invoke(CHANNELS.execute, name, input),
  subscribe: (listener) => {
    const receive = (_event: unknown, snapshot: unknown): void => listener(snapshot);
    ipcRenderer.on(CHANNELS.snapshot, receive);
    void ipcRenderer.invoke(CHANNELS.latest).then((snapshot: unknown) => {
      if (snapshot !== null) listener(snapshot);
    });
    return () => {
      ipcRenderer.off(CHANNELS.snapshot, receive);
    };
  },
};

contextBridge.exposeInMainWorld('raseed', bridge);
