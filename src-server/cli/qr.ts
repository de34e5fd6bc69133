import QRCode from 'qrcode';

/** A QR code made of half blocks, dark on light where the terminal has colours. */
export async function qrCode(url: string): Promise<string> {
  const type = process.stdout.isTTY ? 'terminal' : 'utf8';
  return `${await QRCode.toString(url, { type, small: true, errorCorrectionLevel: 'L' })}\n`;
}
