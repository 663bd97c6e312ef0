/** jsdom lacks what lumino extends when it is loaded. */
globalThis.DragEvent ??= class extends MouseEvent {} as unknown as typeof DragEvent;

/** And it reads blobs in the old way only. */
Blob.prototype.arrayBuffer ??= function read(this: Blob): Promise<ArrayBuffer> {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as ArrayBuffer);
    reader.readAsArrayBuffer(this);
  });
};
