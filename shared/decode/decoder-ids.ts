/** What a frame can be read as, in the order in which the window offers it. */
export const DECODER_IDS = [
  'image',
  'json',
  'text',
  'gzip',
  'zlib',
  'zstd',
  'brotli',
  'deflate',
  'msgpack',
  'cbor',
  'protobuf',
  'timestamp',
  'number',
] as const;
export type DecoderId = (typeof DECODER_IDS)[number];
