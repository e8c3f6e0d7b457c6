/**
 * The code of a page could not be loaded: the server was away, or runs a newer release meanwhile. No fault of the page itself.
 */
export class PageNotLoaded extends Error {
  constructor(cause: unknown) {
    super("The page could not be loaded.", { cause });
    this.name = "PageNotLoaded";
  }
}
