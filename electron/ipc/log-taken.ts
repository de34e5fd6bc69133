/** From the preload to main: the page has come round to one batch of the log. No business of the page's own code. */
export const LOG_TAKEN = 'log:taken';
