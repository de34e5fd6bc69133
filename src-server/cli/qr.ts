import QRCode from 'qrcode';

/** A QR code made of half blocks, dark on light where the terminal has colours. */
export function qrCode(url: string): Promise<string> {
  const type = process.stdout.isTTY ? 'terminal' : 'utf8';
  return QRCode.toString(url, { type, small: true, errorCorrectionLevel: 'L' }).then((code) => `${code.trimEnd()}\n`);
}
