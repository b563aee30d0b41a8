/** The receipt's code out of a picture: a frame of the camera or a photo, on the phone itself. */
import jsqrModule from 'jsqr';

// The package's types say `export default`, its CommonJS file exports the function itself.
const module = jsqrModule as unknown as
  | typeof jsqrModule.default
  | { readonly default: typeof jsqrModule.default };
const readQr = typeof module === 'function' ? module : module.default;

/** Widths tried one after the other: a dense code needs dots, a blurred one fewer of them. */
const PHOTO_WIDTHS = [1400, 900, 2200] as const;

type Picture = HTMLVideoElement | ImageBitmap;

const sizeOf = (picture: Picture) =>
  picture instanceof HTMLVideoElement
    ? { width: picture.videoWidth, height: picture.videoHeight }
    : { width: picture.width, height: picture.height };

function pixelsOf(picture: Picture, widest: number): ImageData | null {
  const { width, height } = sizeOf(picture);
  if (width === 0 || height === 0) return null;
  const scale = Math.min(1, widest / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return null;
  // A transparent picture would come out black on black.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

function read(picture: Picture, widest: number): string | null {
  const pixels = pixelsOf(picture, widest);
  if (pixels === null) return null;
  const { data, width, height } = pixels;
  return readQr(data, width, height, { inversionAttempts: 'dontInvert' })?.data ?? null;
}

export const readFrame = (video: HTMLVideoElement): string | null => read(video, 1000);

/** Null where there is no code in it, or it is no picture. */
export async function readPhoto(file: Blob): Promise<string | null> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (picture === null) return null;
  try {
    for (const widest of PHOTO_WIDTHS) {
      const text = read(picture, widest);
      if (text !== null && text !== '') return text;
    }
    return null;
  } finally {
    picture.close();
  }
}
