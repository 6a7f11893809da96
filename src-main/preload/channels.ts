/** Channels between the preload and main. */
export const CONNECT_CHANNEL = 'trainer:connect';
export const PORT_CHANNEL = 'trainer:port';
export const SAVE_CHANNEL = 'files:save';
