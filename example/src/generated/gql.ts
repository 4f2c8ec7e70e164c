/* eslint-disable */
import * as types from './graphql.ts';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "query ExampleBundle($code: ID!) {\n  bundle(code: $code) {\n    code\n    name\n    form\n    materials {\n      code\n      name\n      legalBasis\n      deferrable\n      sharedFrom {\n        code\n        name\n      }\n    }\n    parts {\n      code\n      optional\n      item {\n        name\n        timeLimit {\n          amount\n          unit\n        }\n      }\n      department {\n        code\n        name\n      }\n    }\n  }\n}": typeof types.ExampleBundleDocument,
    "query ExampleBundles {\n  bundles {\n    code\n    name\n    parts {\n      code\n      item {\n        name\n      }\n      department {\n        code\n        name\n      }\n    }\n  }\n}": typeof types.ExampleBundlesDocument,
    "subscription ExampleCaseChanged($number: ID!, $after: String) {\n  caseChanged(number: $number, after: $after) {\n    sequence\n    cursor\n  }\n}": typeof types.ExampleCaseChangedDocument,
    "query ExampleCase($number: ID!) {\n  case(number: $number) {\n    number\n    state\n    receivedAt\n    bundle {\n      name\n    }\n    parts {\n      code\n      item {\n        name\n      }\n      department {\n        name\n      }\n      delivery\n      state\n      acceptanceNotice {\n        number\n        acceptedAt\n        promisedBy\n      }\n      decision {\n        outcome\n        decidedAt\n        reason\n      }\n      licences {\n        kind\n        number\n      }\n    }\n    issuance {\n      state\n      releasedAt\n    }\n    events(last: 50) {\n      nodes {\n        sequence\n        cursor\n        at\n        part\n        message\n      }\n    }\n  }\n}": typeof types.ExampleCaseDocument,
    "query ExampleRehearse($input: SubmitCaseInput!) {\n  rehearseCase(input: $input) {\n    acceptable\n    deficiencies {\n      code\n      part\n      field\n      problem\n      remedy\n      material {\n        code\n      }\n    }\n    parts {\n      code\n      dueAt\n      department {\n        name\n      }\n    }\n    issueOn\n    uncheckedDepartments\n  }\n}": typeof types.ExampleRehearseDocument,
    "mutation ExampleSubmit($input: SubmitCaseInput!) {\n  submitCase(input: $input) {\n    __typename\n    ... on CaseReceived {\n      replayed\n      receipt {\n        number\n        checkCode\n        receivedAt\n      }\n    }\n    ... on CaseDeficient {\n      notice {\n        deficiencies {\n          code\n          part\n          field\n          problem\n          remedy\n          material {\n            code\n          }\n        }\n      }\n    }\n    ... on IdempotencyConflict {\n      message\n    }\n  }\n}": typeof types.ExampleSubmitDocument,
};
const documents: Documents = {
    "query ExampleBundle($code: ID!) {\n  bundle(code: $code) {\n    code\n    name\n    form\n    materials {\n      code\n      name\n      legalBasis\n      deferrable\n      sharedFrom {\n        code\n        name\n      }\n    }\n    parts {\n      code\n      optional\n      item {\n        name\n        timeLimit {\n          amount\n          unit\n        }\n      }\n      department {\n        code\n        name\n      }\n    }\n  }\n}": types.ExampleBundleDocument,
    "query ExampleBundles {\n  bundles {\n    code\n    name\n    parts {\n      code\n      item {\n        name\n      }\n      department {\n        code\n        name\n      }\n    }\n  }\n}": types.ExampleBundlesDocument,
    "subscription ExampleCaseChanged($number: ID!, $after: String) {\n  caseChanged(number: $number, after: $after) {\n    sequence\n    cursor\n  }\n}": types.ExampleCaseChangedDocument,
    "query ExampleCase($number: ID!) {\n  case(number: $number) {\n    number\n    state\n    receivedAt\n    bundle {\n      name\n    }\n    parts {\n      code\n      item {\n        name\n      }\n      department {\n        name\n      }\n      delivery\n      state\n      acceptanceNotice {\n        number\n        acceptedAt\n        promisedBy\n      }\n      decision {\n        outcome\n        decidedAt\n        reason\n      }\n      licences {\n        kind\n        number\n      }\n    }\n    issuance {\n      state\n      releasedAt\n    }\n    events(last: 50) {\n      nodes {\n        sequence\n        cursor\n        at\n        part\n        message\n      }\n    }\n  }\n}": types.ExampleCaseDocument,
    "query ExampleRehearse($input: SubmitCaseInput!) {\n  rehearseCase(input: $input) {\n    acceptable\n    deficiencies {\n      code\n      part\n      field\n      problem\n      remedy\n      material {\n        code\n      }\n    }\n    parts {\n      code\n      dueAt\n      department {\n        name\n      }\n    }\n    issueOn\n    uncheckedDepartments\n  }\n}": types.ExampleRehearseDocument,
    "mutation ExampleSubmit($input: SubmitCaseInput!) {\n  submitCase(input: $input) {\n    __typename\n    ... on CaseReceived {\n      replayed\n      receipt {\n        number\n        checkCode\n        receivedAt\n      }\n    }\n    ... on CaseDeficient {\n      notice {\n        deficiencies {\n          code\n          part\n          field\n          problem\n          remedy\n          material {\n            code\n          }\n        }\n      }\n    }\n    ... on IdempotencyConflict {\n      message\n    }\n  }\n}": types.ExampleSubmitDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ExampleBundle($code: ID!) {\n  bundle(code: $code) {\n    code\n    name\n    form\n    materials {\n      code\n      name\n      legalBasis\n      deferrable\n      sharedFrom {\n        code\n        name\n      }\n    }\n    parts {\n      code\n      optional\n      item {\n        name\n        timeLimit {\n          amount\n          unit\n        }\n      }\n      department {\n        code\n        name\n      }\n    }\n  }\n}"): typeof import('./graphql.ts').ExampleBundleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ExampleBundles {\n  bundles {\n    code\n    name\n    parts {\n      code\n      item {\n        name\n      }\n      department {\n        code\n        name\n      }\n    }\n  }\n}"): typeof import('./graphql.ts').ExampleBundlesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "subscription ExampleCaseChanged($number: ID!, $after: String) {\n  caseChanged(number: $number, after: $after) {\n    sequence\n    cursor\n  }\n}"): typeof import('./graphql.ts').ExampleCaseChangedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ExampleCase($number: ID!) {\n  case(number: $number) {\n    number\n    state\n    receivedAt\n    bundle {\n      name\n    }\n    parts {\n      code\n      item {\n        name\n      }\n      department {\n        name\n      }\n      delivery\n      state\n      acceptanceNotice {\n        number\n        acceptedAt\n        promisedBy\n      }\n      decision {\n        outcome\n        decidedAt\n        reason\n      }\n      licences {\n        kind\n        number\n      }\n    }\n    issuance {\n      state\n      releasedAt\n    }\n    events(last: 50) {\n      nodes {\n        sequence\n        cursor\n        at\n        part\n        message\n      }\n    }\n  }\n}"): typeof import('./graphql.ts').ExampleCaseDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ExampleRehearse($input: SubmitCaseInput!) {\n  rehearseCase(input: $input) {\n    acceptable\n    deficiencies {\n      code\n      part\n      field\n      problem\n      remedy\n      material {\n        code\n      }\n    }\n    parts {\n      code\n      dueAt\n      department {\n        name\n      }\n    }\n    issueOn\n    uncheckedDepartments\n  }\n}"): typeof import('./graphql.ts').ExampleRehearseDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation ExampleSubmit($input: SubmitCaseInput!) {\n  submitCase(input: $input) {\n    __typename\n    ... on CaseReceived {\n      replayed\n      receipt {\n        number\n        checkCode\n        receivedAt\n      }\n    }\n    ... on CaseDeficient {\n      notice {\n        deficiencies {\n          code\n          part\n          field\n          problem\n          remedy\n          material {\n            code\n          }\n        }\n      }\n    }\n    ... on IdempotencyConflict {\n      message\n    }\n  }\n}"): typeof import('./graphql.ts').ExampleSubmitDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
