/** Name of the channel on which a host's main thread says that the running item is cancelled. */
export const CANCEL_CHANNEL = 'sweepdeck-cancel';
