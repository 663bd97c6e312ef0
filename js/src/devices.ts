/** Cameras and microphones: opening them, and what to do where that fails. */

export type Device = "camera" | "microphone";

/** Open a device. What is thrown says in words what the user can do. */
export async function openDevice(
  device: Device,
  wishes: MediaTrackConstraints,
): Promise<MediaStream> {
  if (!navigator.mediaDevices?.getUserMedia) throw new Error(remedy(device, "insecure"));
  try {
    return await navigator.mediaDevices.getUserMedia(
      device === "camera" ? { video: wishes } : { audio: wishes },
    );
  } catch (error) {
    throw new Error(remedy(device, error instanceof DOMException ? error.name : ""));
  }
}

export function closeDevice(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

export function remedy(device: Device, problem: string): string {
  switch (problem) {
    case "insecure":
      return `Browsers give the ${device} only to pages at https:// addresses and on this computer. Open this page at such an address.`;
    case "NotAllowedError":
    case "SecurityError":
      return `The ${device} is not allowed here. Allow it for this page beside the browser's address, then try again.`;
    case "NotFoundError":
    case "OverconstrainedError":
      return `There is no ${device}. Connect one, then try again.`;
    case "NotReadableError":
    case "AbortError":
      return `The ${device} is in use by another program. Close that, then try again.`;
    default:
      return `The ${device} could not be opened. Try again.`;
  }
}
