/** A PNG and its edge length in pixels; all icons are square. */
export interface Png {
  readonly size: number;
  readonly data: Buffer;
}

/** Windows icon file with PNG images inside (since Vista): a directory of 16 bytes for each image, then the images. */
export function icoFile(images: readonly Png[]): Buffer {
  const header = Buffer.alloc(6 + 16 * images.length);
  header.writeUInt16LE(1, 2); // an icon, not a cursor
  header.writeUInt16LE(images.length, 4);
  let offset = header.length;
  images.forEach(({ size, data }, i) => {
    const at = 6 + 16 * i;
    header.writeUInt8(size % 256, at); // 256 is written as 0
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4); // planes
    header.writeUInt16LE(32, at + 6); // bits per pixel
    header.writeUInt32LE(data.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += data.length;
  });
  return Buffer.concat([header, ...images.map(({ data }) => data)]);
}

/** Apple's names for PNG images by edge length; 32 to 1024 stand for half the size on a screen of double density too. */
const ICNS_TYPES: Readonly<Record<number, readonly string[]>> = {
  16: ['icp4'],
  32: ['icp5', 'ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
};

/** macOS icon file: "icns", the length of all, then type, length (with these eight bytes) and PNG of every image. */
export function icnsFile(images: readonly Png[]): Buffer {
  const entries = images.flatMap(({ size, data }) => {
    const types = ICNS_TYPES[size];
    if (types === undefined) throw new Error(`an icns file has no image of ${size} pixels`);
    return types.map((type) => chunk(type, data));
  });
  return chunk('icns', Buffer.concat(entries));
}

function chunk(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(8 + data.length, 4);
  return Buffer.concat([head, data]);
}
