// Words of the catalogue.
/** What a citizen, a clerk or an official reads, in both languages. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}
