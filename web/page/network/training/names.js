/** What the names of networks begin with that were trained in the page: my-hello. */
export const PREFIX = 'my-';
