/** jsdom lacks what lumino extends when it is loaded. */
globalThis.DragEvent ??= class extends MouseEvent {} as unknown as typeof DragEvent;
