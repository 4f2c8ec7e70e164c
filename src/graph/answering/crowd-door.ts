// The door before everything else. While far more comes than can be answered, most of it must be sent away for next to nothing:
// otherwise the refusals alone take the time of those that are let in.
import { type Door, peekBody } from '../../door.ts';
import { contentType, RETRY_AFTER_S, refusalHeaders } from './answers.ts';
import { acceptedMediaType, GRAPHQL_RESPONSE, JSON_RESPONSE, type MediaType, refusalStatus } from './media-type.ts';
import { type Overload, overloaded } from './overload.ts';

export interface CrowdDoorSettings {
  readonly path: string;
  readonly overload: Pick<Overload, 'isFull' | 'sentAway'>;
}

/** What may be a submission: whether it is one is told where it is read. */
const MAY_CHANGE = ['mutation', 'sha256Hash'];

/** Where nobody but submissions would be let in, sends away what can be none by the look of its bytes. */
export function openCrowdDoor({ path, overload }: CrowdDoorSettings): Door {
  const { message, extensions } = overloaded(RETRY_AFTER_S);
  const body = JSON.stringify({ errors: [{ message, extensions }] });
  const heads = { [GRAPHQL_RESPONSE]: headFor(GRAPHQL_RESPONSE, body), [JSON_RESPONSE]: headFor(JSON_RESPONSE, body) };
  return (request, response, goOn) => {
    const { method, url, headers } = request;
    // A page of another site needs headers to read the refusal by.
    if (method !== 'POST' || url !== path || headers.origin !== undefined || !overload.isFull()) return goOn();
    // Its body comes in the same turn, where it is small.
    process.nextTick(() => {
      const sent = peekBody(request);
      const mediaType = acceptedMediaType(headers.accept);
      if (!sent || !mediaType || MAY_CHANGE.some((word) => sent.includes(word))) return goOn();
      overload.sentAway();
      request.resume();
      response.writeHead(heads[mediaType].status, heads[mediaType].headers).end(body);
    });
  };
}

/** Names and values in turn, as they are written. */
function headFor(mediaType: MediaType, body: string) {
  const type = ['content-type', contentType(mediaType), 'content-length', String(Buffer.byteLength(body))];
  const headers = [...type, ...refusalHeaders('OVERLOADED').flat()];
  return { status: refusalStatus('OVERLOADED', mediaType), headers };
}
