/** The part of the converter that serves as an oracle. */
declare module 'swagger2openapi' {
  const converter: {
    convertObj(document: object, options: object): Promise<{ readonly openapi: unknown }>;
  };
  export default converter;
}
