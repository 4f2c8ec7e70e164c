declare module 'monaco-editor/esm/vs/*.js?worker' {
  const WorkerOf: new () => Worker;
  export default WorkerOf;
}
declare module 'monaco-graphql/esm/*.js?worker' {
  const WorkerOf: new () => Worker;
  export default WorkerOf;
}
declare var MonacoEnvironment: { getWorker: (id: string, label: string) => Worker };
