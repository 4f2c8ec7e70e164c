/** A string that passed its own check; only the parser of its kind makes one. */
export type Branded<Kind extends string> = string & { readonly __kind: Kind };
