/** A module as a program for a thread of its own; see build/bundle/thread-programs.ts. */
declare module '*?thread' {
  const program: () => string;
  export default program;
}
