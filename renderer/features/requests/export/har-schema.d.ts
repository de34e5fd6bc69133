declare module 'har-schema' {
  /** JSON Schemas of the parts of HAR 1.2, by name. */
  const schemas: Readonly<Record<string, object>>;
  export default schemas;
}
