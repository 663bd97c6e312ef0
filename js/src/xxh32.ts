/** The digest xxHash32 of bytes that come piece by piece (github.com/Cyan4973/xxHash, doc/xxhash_spec.md). */

const P1 = 0x9e3779b1;
const P2 = 0x85ebca77;
const P3 = 0xc2b2ae3d;
const P4 = 0x27d4eb2f;
const P5 = 0x165667b1;

const rotate = (x: number, by: number): number => (x << by) | (x >>> (32 - by));
const round = (acc: number, lane: number): number =>
  Math.imul(rotate((acc + Math.imul(lane, P2)) | 0, 13), P1);

export class Xxh32 {
  private lanes: [number, number, number, number] = [(P1 + P2) | 0, P2 | 0, 0, -P1 | 0];
  private length = 0;
  private rest = new Uint8Array(0);

  /** Take the next bytes. All but the last piece have a length that 16 divides. */
  update(piece: Uint8Array): void {
    if (this.rest.length > 0) throw new Error("only the last piece may have any length");
    this.length += piece.length;
    const whole = piece.length - (piece.length % 16);
    const view = new DataView(piece.buffer, piece.byteOffset, piece.length);
    let [a, b, c, d] = this.lanes;
    for (let at = 0; at < whole; at += 16) {
      a = round(a, view.getInt32(at, true));
      b = round(b, view.getInt32(at + 4, true));
      c = round(c, view.getInt32(at + 8, true));
      d = round(d, view.getInt32(at + 12, true));
    }
    this.lanes = [a, b, c, d];
    this.rest = piece.slice(whole);
  }

  /** The digest of all that came, as eight hexadecimal digits. */
  hex(): string {
    const [a, b, c, d] = this.lanes;
    let acc =
      this.length >= 16
        ? (rotate(a, 1) + rotate(b, 7) + rotate(c, 12) + rotate(d, 18)) | 0
        : P5 | 0;
    acc = (acc + this.length) | 0;
    const view = new DataView(this.rest.buffer, this.rest.byteOffset, this.rest.length);
    let at = 0;
    for (; at + 4 <= this.rest.length; at += 4)
      acc = Math.imul(rotate((acc + Math.imul(view.getInt32(at, true), P3)) | 0, 17), P4);
    for (; at < this.rest.length; at += 1)
      acc = Math.imul(rotate((acc + Math.imul(view.getUint8(at), P5)) | 0, 11), P1);
    acc = Math.imul(acc ^ (acc >>> 15), P2);
    acc = Math.imul(acc ^ (acc >>> 13), P3);
    acc ^= acc >>> 16;
    return (acc >>> 0).toString(16).padStart(8, "0");
  }
}
