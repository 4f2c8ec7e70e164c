// What a department states about its system in YAML.
import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { kept } from '../../src/kept.ts';

/** The value that stands in the file. Throws where it is not YAML. */
export function readArtefact(file: URL): unknown {
  return kept('YAML of an artefact', readFileSync(file, 'utf8'), (text) => load(text));
}
