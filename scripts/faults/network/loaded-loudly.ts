/** What this suite is held against: ONNX Runtime loaded before anybody says no. `node --import` it. */
// oxlint-disable-next-line no-restricted-imports -- without it the control would prove nothing
import { InferenceSession } from 'onnxruntime-node';

await InferenceSession.create(new Uint8Array([1])).catch(() => {});
