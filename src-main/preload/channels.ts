/** Channels between the preload and main. */
export const CONNECT_CHANNEL = 'trainer:connect';
export const PORT_CHANNEL = 'trainer:port';
export const TRAINER_END_CHANNEL = 'trainer:end';
export const SAVE_CHANNEL = 'files:save';
export const OPEN_CHANNEL = 'files:open';
export const READ_CHANNEL = 'files:read';
export const WRITE_CHANNEL = 'files:write';
export const WRITE_AS_CHANNEL = 'files:write-as';
export const RECENT_CHANNEL = 'files:recent';
export const DROPPED_CHANNEL = 'files:dropped';
export const DOCUMENT_CHANNEL = 'document:tell';
export const KEEP_DRAFT_CHANNEL = 'draft:keep';
export const FIND_DRAFT_CHANNEL = 'draft:find';
export const LISTEN_CHANNEL = 'page:listen';
export const COMMAND_CHANNEL = 'page:command';
export const CLOSE_CHANNEL = 'page:close';
