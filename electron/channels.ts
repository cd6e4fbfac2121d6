/** Messages between a page's preload and the main process. */
export const channels = {
  /** From the page: wants a port to the API; the answer is a message of this name with the port. */
  connect: 'resight:connect',
  pickFolder: 'resight:pick-folder',
  pickPhotos: 'resight:pick-photos',
  pickFile: 'resight:pick-file',
  /** From the page: show what an export wrote, by the number of its job. */
  showExport: 'resight:show-export',
  /** To the page: perform the action of this id. */
  action: 'resight:action',
} as const;
